# For the recording lab. The LNS demands CHAP with MD5, the LAC's password is wrong.
EXPECT=down
PPPAUTH_LNS='auth
require-chap' PPPPASS=wonderland-8 base; both
cap r rl chap-md5-wrong-password.pcap
UPT=10 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
