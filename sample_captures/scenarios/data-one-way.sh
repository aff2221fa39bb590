# For the recording lab. The router drops data messages (T bit clear) from the LNS; control messages pass. PPP never gets an answer at the LAC.
EXPECT=down
base; both
N r iptables -I FORWARD -p udp --sport 1701 -s 198.51.100.20 -m u32 --u32 '0>>22&0x3C@8&0x80000000=0' -j DROP
cap r rl data-one-way.pcap
UPT=50 up; N r iptables -nvL FORWARD; ctl lac disconnect-lac corp; sleep 3; end
