# For the recording lab. As mtu-blackhole.sh, but the router's ICMP errors (fragmentation needed, MTU 1400) reach the LNS, which then sends fragments.
EXPECT=any
PPPMTU=1460 G_LNS='force userspace = yes' G_LAC='force userspace = yes' P_LNS='novj' P_LAC='novj' base; both
N r ip route replace 192.0.2.0/24 dev rl mtu lock 1400; N r ip route replace 198.51.100.0/24 dev rn mtu lock 1400
cap r rn mtu-frag-needed.pcap
up; traffic 3; tcp_down 30000 20; traffic 2; down; end
