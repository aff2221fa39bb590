# For the recording lab. The LAC has a wrong PPP password (MS-CHAPv2); the operator closes the tunnel afterwards.
EXPECT=down
PPPPASS=wonderland-8 base; both
capng r rl wrong-password.pcapng
UPT=10 up
sleep 3; ctl lac disconnect-lac corp; sleep 3; end
