# For the recording lab. The router drops UDP 1701 to the LNS; the capture ends 5 s after the first SCCRQ, before the LAC gives up.
EXPECT=down
base; both
N r iptables -I FORWARD -p udp --dport 1701 -d 198.51.100.20 -j DROP
cap r rl pending-at-end.pcap
UPT=4 up; stopcap 0.5; end
