# For the recording lab. The LAC uses UDP port 34567 instead of 1701; the LNS answers to it.
LACPORT=34567 base; both
cap r rl lac-other-port.pcap
up; traffic 3; down; end
