# For the recording lab. PPP MTU 1460 (outer packets of 1497 octets) and user-space L2TP, which sets DF, over a path that carries 1400: the router drops what is too large, and its ICMP errors are dropped too. Small packets pass, a TCP transfer hangs. Tap on the LNS's side.
EXPECT=any
PPPMTU=1460 G_LNS='force userspace = yes' G_LAC='force userspace = yes' P_LNS='novj' P_LAC='novj' base; both
N r ip route replace 192.0.2.0/24 dev rl mtu lock 1400; N r ip route replace 198.51.100.0/24 dev rn mtu lock 1400
N r iptables -I OUTPUT -p icmp -j DROP
cap r rn mtu-blackhole.pcap
up; traffic 3; tcp_down 100000 20; traffic 2; N r iptables -nvL OUTPUT; down; end
