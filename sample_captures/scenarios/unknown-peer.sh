# For the recording lab. Access control: the LNS's list of allowed LACs does not hold this one, and it refuses with StopCCN. Tap at the LNS.
EXPECT=down
G_LNS="access control = yes" X_LNS='lac = 203.0.113.1-203.0.113.99' base; both
cap lns eth0 unknown-peer.pcap
UPT=66 up; end
