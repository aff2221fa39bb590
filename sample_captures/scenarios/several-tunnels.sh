# For the recording lab. Three LACs with a tunnel each, at the same time; the first of them places a second call in its tunnel after its first one ended. Tap at the LNS.
base
LNS_SECRETS='alice * wonderland-7 *
bob * builder-9 *
carol * gardener-3 *' xl2tp_lns lns
mkns lac2; link lac2 eth0 203.0.113.10/24 r rl2 203.0.113.1/24; N lac2 ip route add default via 203.0.113.1
mkns lac3; link lac3 eth0 203.0.113.130/25 r rl3 203.0.113.129/25; N r ip addr flush dev rl2; N r ip addr add 203.0.113.1/25 dev rl2; N lac3 ip route add default via 203.0.113.129
LACNAME=lac-two PPPUSER=bob PPPPASS=builder-9 xl2tp_lac lac2
LACNAME=lac-three PPPUSER=carol PPPPASS=gardener-3 xl2tp_lac lac3
both; start_xl2tpd lac2 xl2tpd-lac2; start_xl2tpd lac3 xl2tpd-lac3
cap lns eth0 several-tunnels.pcap
up; up lac2; up lac3
for n in lac lac2 lac3; do N $n ping -c 2 -i 0.4 10.99.0.1 | tail -1; done
say "first call of lac ends, another one in the same tunnel"; N lac bash -c 'kill $(cat /run/ppp0.pid)'; sleep 5; up; traffic 2
say "ends"; for n in lac2 lac3 lac; do N $n bash -c 'kill $(cat /run/ppp0.pid)'; sleep 3; ctl $n disconnect-lac corp; done; sleep 4; end
