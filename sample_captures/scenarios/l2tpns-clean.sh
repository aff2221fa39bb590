# For the recording lab. l2tpns as the LNS (PAP through a small RADIUS server), xl2tpd as the LAC; a call that works and an orderly close.
topo; l2tpns_conf lns "set peer_address 10.66.0.254"; xl2tp_lac lac; N lns env modprobe tun
bga radius lns python3 /lab/miniradius.py; sleep 1
bga l2tpns lns /usr/sbin/l2tpns -v; sleep 22; N lns ip addr add 10.77.0.1/32 dev lo; N lns ip route
start_xl2tpd lac xl2tpd-lac
cap r rl l2tpns-clean.pcap
UPT=40 up; N lac ip route add 10.77.0.1 dev ppp0; N lac ping -c 4 -i 0.4 -W 2 10.77.0.1 | tail -2; sleep 12; down; sleep 3; N lns cp /var/log/l2tpns.log $OUT/; end
