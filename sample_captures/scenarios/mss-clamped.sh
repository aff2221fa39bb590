# For the recording lab. As mtu-blackhole.sh, ICMP errors dropped; but both ends clamp the MSS of TCP to 1300, so that nothing is too large.
EXPECT=any
PPPMTU=1460 G_LNS='force userspace = yes' G_LAC='force userspace = yes' P_LNS='novj' P_LAC='novj' base; both; modprobe -a iptable_mangle xt_TCPMSS
N r ip route replace 192.0.2.0/24 dev rl mtu lock 1400; N r ip route replace 198.51.100.0/24 dev rn mtu lock 1400
N r iptables -I OUTPUT -p icmp -j DROP
for n in lac lns; do N $n iptables -t mangle -A POSTROUTING -o ppp0 -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1300; done
cap r rn mss-clamped.pcap
up; traffic 3; tcp_down 30000 20; traffic 2; down; end
