# For the recording lab. The LNS demands CHAP with MD5 and gives two DNS servers, which the LAC asks for; a call that works.
PPPAUTH_LNS='auth
require-chap' P_LNS='ms-dns 10.99.0.1
ms-dns 10.99.0.2' P_LAC='usepeerdns' base; both
cap r rl chap-md5-ok.pcap
up; sleep 1; traffic 3; down; end
