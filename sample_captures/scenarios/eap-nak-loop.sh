# For the recording lab. The LNS demands EAP and offers MD5-Challenge; the LAC has only a certificate (for EAP-TLS), declines by Nak, and is offered the same again and again.
EXPECT=down
mkdir -p /tmp/ca; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -keyout /tmp/ca/lac.key -out /tmp/ca/lac.pem -subj /CN=alice 2>/dev/null
PPPAUTH_LNS='auth
require-eap' base
N lac bash -c 'echo "alice lns-one /tmp/ca/lac.pem - /tmp/ca/lac.pem /tmp/ca/lac.key" > /etc/ppp/eaptls-client; sed -i /^password/d /etc/ppp/options.l2tp; echo "remotename lns-one" >> /etc/ppp/options.l2tp'; both
cap r rl eap-nak-loop.pcap
UPT=10 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
