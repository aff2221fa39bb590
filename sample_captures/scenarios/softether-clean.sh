# For the recording lab. SoftEther VPN Server as the LNS, xl2tpd as the LAC. SoftEther tries EAP first, and takes whatever address the client asks for: hence the two pppd options.
topo; xl2tp_lac lac "" "" "refuse-eap
noipdefault"
se_start lns; start_xl2tpd lac xl2tpd-lac
cap r rl softether-clean.pcap
UPT=40 up; N lac ping -c 4 -i 0.4 -W 2 192.168.30.1 | tail -2; sleep 5; down; sleep 3; end
