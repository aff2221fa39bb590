# For the recording lab. The LNS's secrets file allows alice another network (10.98.0.0/24) than the one that the LNS gives from its pool.
EXPECT=any
LNS_SECRETS='alice * wonderland-7 10.98.0.0/24' base; both
cap r rl ipcp-address-not-allowed.pcap
UPT=15 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
