# For the recording lab. All forwarding stops after the call is up (no ICMP); the LAC's HELLO stays unanswered.
base; both
cap r rl peer-vanishes.pcap
up; traffic 3; sleep 2; say "LNS link cut"; N r iptables -I FORWARD -j DROP
sleep 135; end
