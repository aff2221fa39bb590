# For the recording lab. Tunnel authentication with the same secret on both sides, challenges both ways.
LNS_TSECRET='* * tun-secret-42' LAC_TSECRET='* * tun-secret-42' X_LNS='challenge = yes' X_LAC='challenge = yes' base; both
capng r rl tunnel-auth-ok.pcapng
up; traffic 3; down; end
