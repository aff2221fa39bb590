# For the recording lab. The LNS demands PAP, the LAC's password is wrong; the operator closes the tunnel afterwards.
EXPECT=down
PPPAUTH_LNS='auth
require-pap' PPPPASS=wonderland-8 base; both
cap r rl pap-wrong-password.pcap
UPT=10 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
