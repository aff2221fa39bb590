# For the recording lab. Tunnel authentication with one secret, and "hidden bit = yes" on both sides: this xl2tpd then sends Random Vector AVPs but hides nothing.
LNS_TSECRET='* * tun-secret-42' LAC_TSECRET='* * tun-secret-42' X_LNS='challenge = yes
hidden bit = yes' X_LAC='challenge = yes
hidden bit = yes' base; both
cap r rl random-vector.pcap
up; traffic 3; down; end
