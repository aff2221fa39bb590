# For the recording lab. Round-trip time 1.4 s (netem delay 700 ms each way): acknowledgments arrive after the retransmission timer of 1 s.
base; both
N r tc qdisc add dev rn root netem delay 700ms
N r tc qdisc add dev rl root netem delay 700ms
cap lac eth0 long-delay.pcap
UPT=40 up; traffic 3; down; sleep 5; end
