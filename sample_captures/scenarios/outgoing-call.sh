# For the recording lab. The LAC section is asked for an outgoing call (OCRQ) to an LNS that does not do outgoing calls.
EXPECT=any
base; both
cap r rl outgoing-call.pcap
say "outgoing call"; N lac bash -c "echo 'o corp 5550100' > /run/xl2tpd/l2tp-control"; expect_if lac ppp0 40; ctl lac disconnect-lac corp; sleep 3; end
