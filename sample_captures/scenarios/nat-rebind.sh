# For the recording lab. The router translates the LAC's address; mid-session the translation is forgotten and another port is chosen. Taps inside and outside.
base; both
N r iptables -t nat -A POSTROUTING -o rn -p udp -j SNAT --to-source 198.51.100.1:40000-41000
cap r rl nat-rebind-inside.pcap
cap r rn nat-rebind-outside.pcap
up; traffic 3; sleep 2
say "NAT rebinding"; N r bash -c 'iptables -t nat -F POSTROUTING; iptables -t nat -A POSTROUTING -o rn -p udp -j SNAT --to-source 198.51.100.1:52000-53000; conntrack -F'
sleep 1; traffic 3; sleep 60; traffic 3; sleep 45; down; sleep 5; N r conntrack -L 2>&1 | tail -5; end
