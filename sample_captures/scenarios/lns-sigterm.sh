# For the recording lab. The LNS daemon gets SIGTERM while a call is up.
base; both
cap r rl lns-sigterm.pcap
up; traffic 3; sleep 2; say "SIGTERM to the LNS daemon"; kill_bg xl2tpd-lns; sleep 12; end
