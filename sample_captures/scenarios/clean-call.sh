# For the recording lab. A call that works: set-up, pings, a small TCP transfer, more than 60 s idle (HELLO both ways), orderly close.
base; both
cap r rl clean-call.pcap
up; sleep 1; traffic 3; tcp_down 12000
say "idle for hello"; sleep 62
down; end
