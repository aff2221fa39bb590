# For the recording lab. Call up, then the router drops all data messages of the LNS; the LAC's LCP echoes stay unanswered, control messages pass.
P_LAC='lcp-echo-interval 5
lcp-echo-failure 3' base; both
cap r rl lcp-echo-timeout.pcap
up; traffic 3; sleep 7; say "data of the LNS dropped"
N r iptables -I FORWARD -p udp --sport 1701 -s 198.51.100.20 -m u32 --u32 '0>>22&0x3C@8&0x80000000=0' -j DROP
sleep 28; N r iptables -nvL FORWARD; ctl lac disconnect-lac corp; sleep 3; end
