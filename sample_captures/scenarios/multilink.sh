# For the recording lab. Two calls of one LAC in tunnels of their own with PPP multilink (RFC 1990): one bundle, packets split over both calls.
EXPECT=any
P_LNS='multilink' P_LAC='multilink' base
N lac bash -c 'sed -n "/^.lac corp/,\$p" /etc/xl2tpd/xl2tpd.conf | sed "s/corp/corp2/" >> /etc/xl2tpd/xl2tpd.conf'; both
cap r rl multilink.pcap
up; sleep 1; traffic 3; ctl lac connect-lac corp2; sleep 8; N lac ping -c 4 -i 0.4 -s 1200 -W 2 10.99.0.1 | tail -2; N lac bash -c 'ls /run; grep -H . /run/*.pid'
N lac bash -c 'kill $(cat /run/ppp*.pid | sort -u)'; sleep 6; ctl lac disconnect-lac corp; sleep 1; ctl lac disconnect-lac corp2; sleep 4; end
