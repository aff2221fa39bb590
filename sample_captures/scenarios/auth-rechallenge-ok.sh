# For the recording lab. The LNS challenges the LAC again every 5 s (chap-interval), and is answered rightly each time.
P_LNS='chap-interval 5' base; both
cap r rl auth-rechallenge-ok.pcap
up; traffic 3; sleep 12; traffic 2; down; end
