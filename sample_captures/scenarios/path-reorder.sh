# For the recording lab. The router reorders (netem) in both directions; four calls one after the other. Tap at the LNS.
base; both
N r tc qdisc add dev rn root netem delay 40ms reorder 50%
N r tc qdisc add dev rl root netem delay 40ms reorder 50%
cap lns eth0 path-reorder.pcap
for i in 1 2 3 4; do up; N lac ping -c 10 -i 0.01 -W 2 10.99.0.1 | tail -2; N lac bash -c 'kill $(cat /run/ppp0.pid)'; sleep 2.5; ctl lac disconnect-lac corp; sleep 1.5; done; end
