# For the recording lab. The LNS demands PAP, the LAC refuses PAP: LCP never agrees on an authentication protocol.
EXPECT=down
PPPAUTH_LNS='auth
require-pap
refuse-chap
refuse-mschap
refuse-mschap-v2
refuse-eap' P_LAC='refuse-pap
refuse-eap' base; both
cap r rl no-common-auth.pcap
UPT=12 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
