# For the recording lab. The LNS has no address for its clients (assign ip = no), the LAC has none of its own and asks for one.
EXPECT=any
X_LNS='assign ip = no' P_LAC='noipdefault' base; N lns sed -i '/^ip range/d' /etc/xl2tpd/xl2tpd.conf; both
cap r rl ipcp-no-address.pcap
UPT=15 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
