# For the recording lab. The LNS has one address for clients and two LACs call; the second call is refused.
EXPECT=any
base; N lns sed -i 's/^ip range.*/ip range = 10.99.0.10-10.99.0.10/' /etc/xl2tpd/xl2tpd.conf
mkns lac2; link lac2 eth0 203.0.113.10/24 r rl2 203.0.113.1/24; N lac2 ip route add default via 203.0.113.1
LACNAME=lac-two PPPUSER=bob PPPPASS=builder-9 xl2tp_lac lac2
both; start_xl2tpd lac2 xl2tpd-lac2
cap r rn pool-exhausted.pcap
up; traffic 2; UPT=8 up lac2; ctl lac2 disconnect-lac corp; sleep 2; down; end
