# For the recording lab. The LNS's pppd options hold an unknown word: pppd exits at once and the LNS sends CDN right after the ICCN.
EXPECT=down
P_LNS='no-such-option' base; both
cap r rl pppd-fails-at-lns.pcap
UPT=8 up; sleep 2; ctl lac disconnect-lac corp; sleep 3; end
