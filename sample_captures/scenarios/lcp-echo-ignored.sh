# For the recording lab. Call up and pings all the time; the router drops only the LAC's LCP Echo-Requests (by their octets): its pppd gives up although data flow.
P_LAC='lcp-echo-interval 5
lcp-echo-failure 3' base; both
cap r rl lcp-echo-ignored.pcap
up; sleep 6; say "LCP echoes dropped"
for at in 14 16; do N r iptables -I FORWARD -p udp -s 192.0.2.10 -m u32 --u32 "0>>22&0x3C@$at=0xff03c021&&0>>22&0x3C@$((at+4))>>24=9" -j DROP; done
N lac ping -c 22 -i 1 -W 1 10.99.0.1 | tail -3; sleep 4; N r iptables -nvL FORWARD; ctl lac disconnect-lac corp; sleep 3; end
