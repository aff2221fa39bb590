# For the recording lab. The LNS demands MS-CHAP version 1; a call that works.
PPPAUTH_LNS='auth
require-mschap' base; both
cap r rl mschapv1-ok.pcap
up; sleep 1; traffic 3; down; end
