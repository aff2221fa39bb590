# For the recording lab. The LAC calls with a wrong PPP password, then, in the same tunnel, with the right one.
EXPECT=any
PPPPASS=wonderland-8 base; both
cap r rl wrong-then-right-password.pcap
UPT=8 up; N lac sed -i 's/wonderland-8/wonderland-7/' /etc/ppp/options.l2tp; up; traffic 3; down; end
