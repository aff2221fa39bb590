# For the recording lab. pppd of the LNS cannot start (unknown option): CDN after every ICCN; the LAC redials after 1 s, eight times, in the same tunnel.
EXPECT=down
P_LNS='no-such-option' X_LAC='redial = yes
redial timeout = 1
max redials = 8' base; both
capng r rl redial-storm-calls.pcapng
UPT=30 up; ctl lac disconnect-lac corp; sleep 4; end
