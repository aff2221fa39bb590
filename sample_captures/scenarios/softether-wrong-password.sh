# For the recording lab. SoftEther VPN Server as the LNS; the LAC refuses EAP, which SoftEther asks for first, and has a wrong password (MS-CHAPv2).
EXPECT=down
topo; PPPPASS=wonderland-8 xl2tp_lac lac "" "" "refuse-eap
noipdefault"
se_start lns; start_xl2tpd lac xl2tpd-lac
cap r rl softether-wrong-password.pcap
UPT=15 up; sleep 5; ctl lac disconnect-lac corp; sleep 4; end
