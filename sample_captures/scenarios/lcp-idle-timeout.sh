# For the recording lab. The LNS's pppd ends a call that is idle for 5 s.
P_LNS='idle 5
noipv6' base; both
cap r rl lcp-idle-timeout.pcap
up; traffic 3; sleep 12; ctl lac disconnect-lac corp; sleep 3; end
