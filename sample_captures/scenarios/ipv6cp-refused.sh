# For the recording lab. The LNS's pppd does no IPv6 (noipv6): it rejects IPV6CP; IPv4 works.
P_LNS='noipv6' base; both
cap r rl ipv6cp-refused.pcap
up; sleep 1; traffic 3; down; end
