# For the recording lab. The LNS's pppd asks RADIUS (its plugin radius.so), and the RADIUS server does not answer within the time that the LAC waits (CHAP-MD5).
EXPECT=down
PPPAUTH_LNS='auth
require-chap' P_LNS='plugin radius.so
radius-config-file /etc/ppp/radius.conf' base
N lns bash -c 'printf "127.0.0.1 radsecret\n" > /etc/ppp/radius-servers; printf "auth_order radius\nlogin_tries 1\nlogin_timeout 60\nnologin /etc/nologin\nissue /etc/ppp/radius-servers\nauthserver 127.0.0.1:1812\nacctserver 127.0.0.1:1813\nservers /etc/ppp/radius-servers\ndictionary /etc/ppp/radius-dictionary\nlogin_radius /bin/true\nseqfile /run/radius.seq\nmapfile /etc/ppp/radius-map\ndefault_realm\nradius_timeout 20\nradius_retries 3\n" > /etc/ppp/radius.conf; : > /etc/ppp/radius-map
printf "ATTRIBUTE User-Name 1 string\nATTRIBUTE Password 2 string\nATTRIBUTE CHAP-Password 3 string\nATTRIBUTE NAS-IP-Address 4 ipaddr\nATTRIBUTE NAS-Port-Id 5 integer\nATTRIBUTE Service-Type 6 integer\nATTRIBUTE Framed-Protocol 7 integer\nATTRIBUTE Framed-IP-Address 8 ipaddr\nATTRIBUTE CHAP-Challenge 60 string\nATTRIBUTE NAS-Port-Type 61 integer\n" > /etc/ppp/radius-dictionary
iptables -I INPUT -p udp --dport 1812 -j DROP'; both
cap r rl auth-slow-radius.pcap
UPT=50 up; sleep 3; ctl lac disconnect-lac corp; sleep 3; end
