# For the recording lab. SoftEther VPN Server as the LNS; the LAC accepts the EAP that SoftEther asks for, with a wrong password.
EXPECT=any
topo; PPPPASS=wonderland-8 xl2tp_lac lac "" "" "noipdefault"
se_start lns; start_xl2tpd lac xl2tpd-lac
cap r rl softether-eap.pcap
UPT=25 up; sleep 5; ctl lac disconnect-lac corp; sleep 4; end
