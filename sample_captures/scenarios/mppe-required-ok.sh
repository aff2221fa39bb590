# For the recording lab. Both sides require MPPE with 128 bits (no noccp); a call that works, its data encrypted by MPPE.
P_LNS='require-mppe-128' P_LAC='require-mppe-128' base
N lns sed -i /^noccp/d /etc/ppp/options.xl2tpd; N lac sed -i /^noccp/d /etc/ppp/options.l2tp; both
cap r rl mppe-required-ok.pcap
up; sleep 1; traffic 3; down; end
