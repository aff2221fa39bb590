# For the recording lab. PPP MTU 1500 over an Ethernet of 1500: outer fragments. First they pass, then the router drops all but first fragments.
PPPMTU=1500 base; both
cap r rl outer-fragments.pcap
up; N lac ping -c 4 -i 0.3 -s 1472 -W 2 10.99.0.1 | tail -2; tcp_down 15000; down; sleep 1; kill -INT $(cat /tmp/cap.outer-fragments.pcap); sleep 1
cap lac eth0 fragment-loss.pcap
up; traffic 2; N r iptables -I FORWARD -f -j DROP; N lac ping -c 6 -i 0.4 -s 1472 -W 1 10.99.0.1 | tail -2; traffic 2; tcp_down 15000 8; N r iptables -nvL FORWARD; down; end
