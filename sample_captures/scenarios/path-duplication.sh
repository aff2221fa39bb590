# For the recording lab. The router duplicates 60 % of the packets (netem) in both directions. Tap at the LNS.
base; both
N r tc qdisc add dev rn root netem duplicate 60%
N r tc qdisc add dev rl root netem duplicate 60%
capng lns eth0 path-duplication.pcapng
up; traffic 4; down; sleep 2; end
