# For the recording lab. Call up, then the router drops data messages (T bit clear) both ways; the LAC's LCP echoes time out, the control connection lives.
P_LAC='lcp-echo-interval 4
lcp-echo-failure 3' base; both
cap r rl data-plane-dead.pcap
up; traffic 3; sleep 6; say "data dropped"
N r iptables -I FORWARD -p udp -m u32 --u32 '0>>22&0x3C@8&0x80000000=0' -j DROP
sleep 28; N r iptables -nvL FORWARD; ctl lac disconnect-lac corp; sleep 3; end
