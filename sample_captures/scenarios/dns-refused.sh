# For the recording lab. The LAC asks for DNS servers (usepeerdns), the LNS has none to give and rejects the options: the call works.
P_LAC='usepeerdns' base; both
cap r rl dns-refused.pcap
up; sleep 1; traffic 3; down; end
