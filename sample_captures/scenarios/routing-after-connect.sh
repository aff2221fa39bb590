# For the recording lab. The call is fine; the LAC sends packets for 203.0.113.9 through it, and the LNS drops what it should forward: nothing comes back.
base; both; N lns iptables -I FORWARD -j DROP
cap r rl routing-after-connect.pcap
up; traffic 2; N lac ip route add 203.0.113.0/24 dev ppp0; N lac ping -c 8 -i 0.5 -W 1 203.0.113.9 | tail -2; N lac bash -c 'timeout 6 socat -u TCP:203.0.113.9:80 -'; traffic 2; down; end
