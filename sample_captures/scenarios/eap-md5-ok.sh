# For the recording lab. The LNS demands EAP and offers MD5-Challenge; a call that works.
PPPAUTH_LNS='auth
require-eap' base; both
cap r rl eap-md5-ok.pcap
up; sleep 1; traffic 3; down; end
