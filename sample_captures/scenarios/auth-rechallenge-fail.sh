# For the recording lab. The LNS challenges the LAC again every 5 s (chap-interval); after 8 s its secrets file holds another password for alice.
P_LNS='chap-interval 5' base; both
cap r rl auth-rechallenge-fail.pcap
up; traffic 3; sleep 6; say "password changed at the LNS"; N lns sed -i 's/wonderland-7/wonderland-9/' /etc/ppp/chap-secrets
sleep 12; ctl lac disconnect-lac corp; sleep 3; end
