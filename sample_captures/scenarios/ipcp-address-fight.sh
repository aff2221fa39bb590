# For the recording lab. The LAC insists on an address of its own (10.55.0.5), the LNS on one of its pool.
EXPECT=any
P_LAC='10.55.0.5:' base; N lac sed -i '/^ipcp-accept-local/d' /etc/ppp/options.l2tp; both
cap r rl ipcp-address-fight.pcap
UPT=20 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
