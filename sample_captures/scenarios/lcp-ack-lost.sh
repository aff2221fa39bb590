# For the recording lab. The router drops only the LNS's LCP Configure-Acks (by their octets), behind the tap: the LAC repeats a request that the LNS acknowledges each time. Tap on the LNS's side.
EXPECT=down
base; both
for at in 14 16; do N r iptables -I FORWARD -p udp -s 198.51.100.20 -m u32 --u32 "0>>22&0x3C@$at=0xff03c021&&0>>22&0x3C@$((at+4))>>24=2" -j DROP; done
cap r rn lcp-ack-lost.pcap
UPT=42 up; N r iptables -nvL FORWARD; ctl lac disconnect-lac corp; sleep 4; end
