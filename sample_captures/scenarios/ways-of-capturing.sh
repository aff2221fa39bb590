# For the recording lab. One call captured in several ways: on all interfaces of the router (every frame twice), one direction only, 96 octets per frame, and beginning mid-session.
base; both
cap r any any-interface.pcap -y LINUX_SLL2 not icmp6
cap r rl one-direction.pcap src host 192.0.2.10
cap r rl snaplen-96.pcap -s 96
up; traffic 3; sleep 2
cap r rl mid-session.pcap
traffic 3; tcp_down 4000; sleep 2; down; end
