# For the recording lab. l2tpns as the LNS (CHAP through a small RADIUS server), the LAC's password is wrong: RADIUS rejects.
EXPECT=down
topo; AUTHT=chap l2tpns_conf lns "set peer_address 10.66.0.254"; PPPPASS=wonderland-8 xl2tp_lac lac; N lns env modprobe tun
bga radius lns python3 /lab/miniradius.py; sleep 1
bga l2tpns lns /usr/sbin/l2tpns -v; sleep 22
start_xl2tpd lac xl2tpd-lac
cap r rl chap-radius-reject.pcap
UPT=15 up; ctl lac disconnect-lac corp; sleep 4; N lns cp /var/log/l2tpns.log $OUT/; end
