# For the recording lab. The LNS demands EAP-TLS; both certificates come from one authority (made here with openssl; RSA, so that the certificates fill several EAP fragments). A call that works.
mkdir -p /tmp/ca; cd /tmp/ca
rsa() { openssl req -x509 -newkey rsa:2048 -nodes -days 30 "$@" 2>/dev/null; }
leaf() { openssl req -newkey rsa:2048 -nodes -keyout $1.key -subj "/C=AQ/O=Recording lab/OU=Certificates for one recording/CN=$2" 2>/dev/null | openssl x509 -req -CA $3.pem -CAkey $3.key -CAcreateserial -days 30 -out $1.pem 2>/dev/null; }
rsa -keyout ca.key -out ca.pem -subj /CN=lab-authority; leaf lns lns-one ca; leaf lac alice ca
PPPAUTH_LNS='auth
require-eap' LNS_SECRETS='bob * builder-9 *' base
N lns bash -c 'echo "alice lns-one - /tmp/ca/lns.pem /tmp/ca/ca.pem /tmp/ca/lns.key *" > /etc/ppp/eaptls-server'
N lac bash -c 'echo "alice lns-one /tmp/ca/lac.pem - /tmp/ca/ca.pem /tmp/ca/lac.key" > /etc/ppp/eaptls-client; sed -i /^password/d /etc/ppp/options.l2tp; echo "remotename lns-one" >> /etc/ppp/options.l2tp'; both
cap r rl eap-tls-ok.pcap
up; sleep 1; traffic 3; down; end
