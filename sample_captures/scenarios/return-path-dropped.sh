# For the recording lab. The router drops what the LNS sends from UDP 1701; taps on both hosts.
EXPECT=down
base; both
N r iptables -I FORWARD -p udp --sport 1701 -s 198.51.100.20 -j DROP
cap lns eth0 return-path-dropped-at-lns.pcap
cap lac eth0 return-path-dropped-at-lac.pcap
UPT=68 up; N r iptables -nvL FORWARD; end
