# For the recording lab. 20 % loss in both directions; chance decides whether the call comes up.
EXPECT=any
base; both
N r tc qdisc add dev rn root netem loss 20%
N r tc qdisc add dev rl root netem loss 20%
cap lac eth0 loss20.pcap
cap lns eth0 lns-side.pcap
UPT=60 up; traffic 12; N lac bash -c "kill \$(cat /run/ppp0.pid)"; sleep 8; ctl lac disconnect-lac corp; sleep 16; N r tc -s qdisc show; end
