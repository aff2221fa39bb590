# For the recording lab. MS-CHAPv2 with a user name that the LNS does not know.
EXPECT=down
PPPUSER=mallory base; both
cap r rl mschapv2-unknown-user.pcap
UPT=10 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
