# For the recording lab. The LNS (user-space data path) offers compression (BSD-Compress, Deflate), the LAC does not do CCP and rejects the protocol: the call works without.
G_LNS='force userspace = yes' base; N lns sed -i /^noccp/d /etc/ppp/options.xl2tpd; both
cap r rl ccp-refused.pcap
up; sleep 1; traffic 3; down; end
