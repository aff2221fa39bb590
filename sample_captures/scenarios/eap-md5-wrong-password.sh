# For the recording lab. The LNS demands EAP and offers MD5-Challenge, the LAC's password is wrong.
EXPECT=down
PPPAUTH_LNS='auth
require-eap' PPPPASS=wonderland-8 base; both
cap r rl eap-md5-wrong-password.pcap
UPT=10 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
