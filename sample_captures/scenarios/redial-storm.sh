# For the recording lab. Different tunnel secrets and a LAC that redials after 1 s, eight times.
EXPECT=down
LNS_TSECRET='* * tun-secret-42' LAC_TSECRET='* * tun-secret-43' X_LNS='challenge = yes' X_LAC='challenge = yes
redial = yes
redial timeout = 1
max redials = 8' base; both
capng r rl redial-storm.pcapng
UPT=60 up; sleep 5; end
