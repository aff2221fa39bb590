# For the recording lab. The router drops only the LNS's IPCP packets (by their octets): authentication succeeds, IPV6CP opens, the LAC's IPCP requests stay unanswered.
EXPECT=down
base; both
for at in 14 16; do N r iptables -I FORWARD -p udp -s 198.51.100.20 -m u32 --u32 "0>>22&0x3C@$at=0xff038021" -j DROP; done
cap r rl ipcp-timeout.pcap
UPT=40 up; N r iptables -nvL FORWARD; ctl lac disconnect-lac corp; sleep 4; end
