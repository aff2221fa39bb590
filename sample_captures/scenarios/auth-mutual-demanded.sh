# For the recording lab. The LAC demands that the LNS authenticate itself too; the LNS agrees, but its secret is not the one that the LAC has for it.
EXPECT=down
PPPAUTH_LAC='auth
require-mschap-v2' LNS_SECRETS='alice * wonderland-7 *
lns-one * server-proof-2 *' base; N lac bash -c 'umask 077; echo "* * server-proof-1 *" > /etc/ppp/chap-secrets'; both
cap r rl auth-mutual-demanded.pcap
UPT=12 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
