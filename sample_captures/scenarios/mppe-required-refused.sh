# For the recording lab. The LNS requires MPPE with 128 bits; the LAC does CCP, but refuses MPPE (nomppe).
EXPECT=any
P_LNS='require-mppe-128' P_LAC='nomppe' base
N lns sed -i /^noccp/d /etc/ppp/options.xl2tpd; N lac sed -i /^noccp/d /etc/ppp/options.l2tp; both
cap r rl mppe-required-refused.pcap
UPT=12 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
