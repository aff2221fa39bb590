# For the recording lab. The LNS's secrets file gives alice and bob the same address 10.99.0.77; both call from LACs of their own. Tap on the LNS's side.
EXPECT=any
LNS_SECRETS='alice * wonderland-7 10.99.0.77
bob * builder-9 10.99.0.77' base
mkns lac2; link lac2 eth0 203.0.113.10/24 r rl2 203.0.113.1/24; N lac2 ip route add default via 203.0.113.1
LACNAME=lac-two PPPUSER=bob PPPPASS=builder-9 xl2tp_lac lac2
both; start_xl2tpd lac2 xl2tpd-lac2
cap r rn ip-duplicate.pcap
up; traffic 3; UPT=15 up lac2; N lac2 ping -c 3 -i 0.4 -W 2 10.99.0.1 | tail -2; N lac ping -c 3 -i 0.4 -W 1 10.99.0.1 | tail -2; N lns ip -br addr
N lac2 bash -c 'kill $(cat /run/ppp0.pid)'; sleep 3; ctl lac2 disconnect-lac corp; sleep 2; down; end
