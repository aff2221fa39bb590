# For the recording lab. The router drops UDP 1701 towards the LNS silently; tap on the LAC's side.
EXPECT=down
base; both
N r iptables -I FORWARD -p udp --dport 1701 -d 198.51.100.20 -j DROP
cap r rl firewall-drops-1701.pcap
UPT=66 up
N r iptables -nvL FORWARD; end
