# For the recording lab. 30 % loss in both directions; chance decides whether the call comes up.
EXPECT=any
base; both
N r tc qdisc add dev rn root netem loss 30%
N r tc qdisc add dev rl root netem loss 30%
cap lac eth0 loss30-fails.pcap
cap lns eth0 lns-side.pcap
UPT=40 up; traffic 10; down; sleep 10; N r tc -s qdisc show; end
