# For the recording lab. The LNS's pppd does no IPv4 (noip): it rejects IPCP as a protocol; only IPV6CP opens.
EXPECT=any
P_LNS='noip' base; both
cap r rl ipcp-rejected.pcap
UPT=15 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
