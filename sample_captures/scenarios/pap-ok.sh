# For the recording lab. The LNS demands PAP and the LAC's name and password are right; a call that works.
PPPAUTH_LNS='auth
require-pap' base; both
cap r rl pap-ok.pcap
up; sleep 1; traffic 3; down; end
