# For the recording lab. The LNS demands EAP and nothing else, the LAC refuses EAP: LCP never agrees on an authentication protocol.
EXPECT=down
PPPAUTH_LNS='auth
require-eap' P_LAC='refuse-eap' base; both
cap r rl auth-eap-refused.pcap
UPT=12 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
