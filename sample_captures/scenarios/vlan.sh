# For the recording lab. The LAC is reached over a VLAN (802.1Q, ID 42); tap on the untagged parent of the router, so frames are tagged.
topo; xl2tp_lns lns; xl2tp_lac lac
N lac ip addr flush dev eth0; N r ip addr flush dev rl
N lac ip link add link eth0 name eth0.42 type vlan id 42; N lac ip addr add 192.0.2.10/24 dev eth0.42; N lac ip link set eth0.42 up; N lac ip route replace default via 192.0.2.1
N r ip link add link rl name rl.42 type vlan id 42; N r ip addr add 192.0.2.1/24 dev rl.42; N r ip link set rl.42 up
N lac ping -c1 -W2 198.51.100.20 | tail -2
both
cap r rl vlan.pcap
up; traffic 3; down; end
