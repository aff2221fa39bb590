# For the recording lab. The LNS has a second address and answers from it (stateless rewriting on its interface); the LAC's site has a stateful firewall that lets only answers in. Tap outside that firewall.
EXPECT=down
base; modprobe -a act_nat cls_u32 sch_ingress
N lns ip addr add 198.51.100.21/24 dev eth0; N lns tc qdisc add dev eth0 clsact
N lns tc filter add dev eth0 egress protocol ip u32 match ip protocol 17 0xff match ip sport 1701 0xffff action nat egress 198.51.100.20/32 198.51.100.21
N lns tc -s filter show dev eth0 egress
N r iptables -A FORWARD -i rn -m conntrack --ctstate ESTABLISHED -j ACCEPT
N r iptables -A FORWARD -i rn -j DROP
both
cap r rn lns-wrong-source.pcap
UPT=68 up; N r iptables -nvL FORWARD; end
