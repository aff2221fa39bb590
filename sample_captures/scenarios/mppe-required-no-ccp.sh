# For the recording lab. The LNS requires MPPE with 128 bits; the LAC does not do CCP at all and rejects the protocol.
EXPECT=any
P_LNS='require-mppe-128' base
N lns sed -i /^noccp/d /etc/ppp/options.xl2tpd; both
cap r rl mppe-required-no-ccp.pcap
UPT=12 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
