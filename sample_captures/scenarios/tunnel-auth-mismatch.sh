# For the recording lab. Tunnel authentication with two different secrets.
EXPECT=down
LNS_TSECRET='* * tun-secret-42' LAC_TSECRET='* * tun-secret-43' X_LNS='challenge = yes' X_LAC='challenge = yes' base; both
cap r rl tunnel-auth-mismatch.pcap
UPT=10 up; sleep 36; end
