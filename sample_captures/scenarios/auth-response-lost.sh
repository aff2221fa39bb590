# For the recording lab. The router drops only the LAC's CHAP packets (by their octets), behind the tap: the LNS repeats its challenge, the LAC its answer.
EXPECT=down
base; both
for at in 14 16; do N r iptables -I FORWARD -p udp -s 192.0.2.10 -m u32 --u32 "0>>22&0x3C@$at=0xff03c223" -j DROP; done
cap r rl auth-response-lost.pcap
UPT=42 up; N r iptables -nvL FORWARD; ctl lac disconnect-lac corp; sleep 4; end
