# For the recording lab. The LNS has a second address; only its data messages (T bit clear) leave from it (stateless rewriting on its interface).
EXPECT=any
base; modprobe -a act_nat cls_u32 sch_ingress
N lns ip addr add 198.51.100.21/24 dev eth0; N lns tc qdisc add dev eth0 clsact
N lns tc filter add dev eth0 egress protocol ip u32 match ip protocol 17 0xff match ip sport 1701 0xffff match u8 0 0x80 at 28 action nat egress 198.51.100.20/32 198.51.100.21
both
cap r rl data-wrong-source.pcap
UPT=40 up; ctl lac disconnect-lac corp; sleep 3; end
