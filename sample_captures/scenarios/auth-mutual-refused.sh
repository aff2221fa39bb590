# For the recording lab. The LAC demands that the LNS authenticate itself too (auth, require-mschap-v2), and the LNS has no secret for that: it refuses the option.
EXPECT=down
PPPAUTH_LAC='auth
require-mschap-v2' base; N lac bash -c 'umask 077; echo "* * server-proof-1 *" > /etc/ppp/chap-secrets'; both
cap r rl auth-mutual-refused.pcap
UPT=12 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
