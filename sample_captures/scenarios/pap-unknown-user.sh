# For the recording lab. The LNS demands PAP, the LAC's user name is unknown to it.
EXPECT=down
PPPAUTH_LNS='auth
require-pap' PPPUSER=mallory base; both
cap r rl pap-unknown-user.pcap
UPT=10 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
