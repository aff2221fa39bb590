# For the recording lab. 60 % loss in both directions; chance decides whether the call comes up.
EXPECT=any
base; both
N r tc qdisc add dev rn root netem loss 60%
N r tc qdisc add dev rl root netem loss 60%
cap lac eth0 loss60.pcap
cap lns eth0 lns-side.pcap
UPT=70 up; sleep 30; N r tc -s qdisc show; end
