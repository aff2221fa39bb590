# For the recording lab. l2tpns as the LNS, and its RADIUS server does not answer: the PAP requests of the LAC stay unanswered.
EXPECT=down
topo; l2tpns_conf lns "set peer_address 10.66.0.254"; xl2tp_lac lac; N lns env modprobe tun
N lns iptables -I INPUT -p udp --dport 1812 -j DROP
bga radius lns python3 /lab/miniradius.py; sleep 1
bga l2tpns lns /usr/sbin/l2tpns -v; sleep 22
start_xl2tpd lac xl2tpd-lac
cap r rl auth-no-answer.pcap
UPT=50 up; ctl lac disconnect-lac corp; sleep 4; N lns cp /var/log/l2tpns.log $OUT/; end
