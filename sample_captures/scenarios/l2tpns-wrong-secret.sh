# For the recording lab. l2tpns as the LNS with another tunnel secret than the LAC's.
EXPECT=down
topo; NSSECRET=tun-secret-42 l2tpns_conf lns "set peer_address 10.66.0.254"; LAC_TSECRET='* * tun-secret-43' xl2tp_lac lac "" "challenge = yes"; N lns env modprobe tun
bga radius lns python3 /lab/miniradius.py; sleep 1
bga l2tpns lns /usr/sbin/l2tpns -v; sleep 22
start_xl2tpd lac xl2tpd-lac
cap r rl l2tpns-wrong-secret.pcap
UPT=10 up; sleep 5; N lns cp /var/log/l2tpns.log $OUT/; end
