# For the recording lab. No daemon listens on UDP 1701 of the LNS; nanosecond time stamps.
EXPECT=down
base; start_xl2tpd lac xl2tpd-lac
cap r rl lns-not-running.pcap --time-stamp-precision=nano
UPT=48 up
end
