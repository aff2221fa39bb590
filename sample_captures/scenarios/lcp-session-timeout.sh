# For the recording lab. The LNS's pppd ends every call after 8 s (maxconnect), with pings running.
P_LNS='maxconnect 8' base; both
cap r rl lcp-session-timeout.pcap
up; N lac ping -c 10 -i 1 -W 1 10.99.0.1 | tail -3; sleep 5; ctl lac disconnect-lac corp; sleep 3; end
