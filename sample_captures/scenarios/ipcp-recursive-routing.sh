# For the recording lab. The LNS gives its outer address 198.51.100.20 as its address inside: the LAC's route to the LNS then leads into the call itself.
EXPECT=any
base; N lns sed -i 's/^local ip.*/local ip = 198.51.100.20/' /etc/xl2tpd/xl2tpd.conf; both
cap r rl ipcp-recursive-routing.pcap
up; sleep 1; N lac ip route; N lac ping -c 4 -i 0.5 -W 1 198.51.100.20 | tail -2; sleep 75; N lac ip -br addr; ctl lac disconnect-lac corp; sleep 8; end
