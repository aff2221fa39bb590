# For the recording lab. The LNS has a second address and sends everything of L2TP from it (stateless rewriting on its interface); no firewall is in the way.
EXPECT=any
base; modprobe -a act_nat cls_u32 sch_ingress
N lns ip addr add 198.51.100.21/24 dev eth0; N lns tc qdisc add dev eth0 clsact
N lns tc filter add dev eth0 egress protocol ip u32 match ip protocol 17 0xff match ip sport 1701 0xffff action nat egress 198.51.100.20/32 198.51.100.21
both
cap r rl lns-other-address.pcap
UPT=40 up; ctl lac disconnect-lac corp; sleep 3; end
