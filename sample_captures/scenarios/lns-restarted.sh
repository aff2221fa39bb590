# For the recording lab. xl2tpd and pppd of the LNS are killed with SIGKILL and xl2tpd started again; the LAC goes on with the old tunnel ID, then redials.
X_LAC='redial = yes
redial timeout = 3' base; both
cap r rl lns-restarted.pcap
up; traffic 3; sleep 2; say "LNS killed"; P=$(cat /tmp/pid.xl2tpd-lns); C=$(pgrep -P $P); kill -9 $P $C; sleep 2
start_xl2tpd lns xl2tpd-lns; say "LNS restarted"; N lac ping -c 4 -i 0.5 -W 1 10.99.0.1 | tail -2
sleep 98; N lac ip -br addr; wait_if lac ppp0 20; traffic 3; down; end
