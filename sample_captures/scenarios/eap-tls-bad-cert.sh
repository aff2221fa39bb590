# For the recording lab. The LNS demands EAP-TLS; the LAC's certificate is from another authority than the one the LNS trusts.
EXPECT=down
mkdir -p /tmp/ca; cd /tmp/ca
ec() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 "$@" 2>/dev/null; }
leaf() { openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout $1.key -subj /CN=$2 2>/dev/null | openssl x509 -req -CA $3.pem -CAkey $3.key -CAcreateserial -days 30 -out $1.pem 2>/dev/null; }
ec -keyout ca.key -out ca.pem -subj /CN=lab-authority; leaf lns lns-one ca
ec -keyout other.key -out other.pem -subj /CN=other-authority; leaf lac alice other
PPPAUTH_LNS='auth
require-eap' LNS_SECRETS='bob * builder-9 *' base
N lns bash -c 'echo "alice lns-one - /tmp/ca/lns.pem /tmp/ca/ca.pem /tmp/ca/lns.key" > /etc/ppp/eaptls-server'
N lac bash -c 'echo "alice lns-one /tmp/ca/lac.pem - /tmp/ca/ca.pem /tmp/ca/lac.key" > /etc/ppp/eaptls-client; sed -i /^password/d /etc/ppp/options.l2tp; echo "remotename lns-one" >> /etc/ppp/options.l2tp'; both
cap r rl eap-tls-bad-cert.pcap
UPT=15 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
