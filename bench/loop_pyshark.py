"""What a first live program with pyshark does: count the packets with L2TP in them, until Ctrl+C."""

import sys

import pyshark  # type: ignore[import-not-found] # only in bench/.venv

capture = pyshark.LiveCapture(sys.argv[1], bpf_filter=sys.argv[2])
packets = tunnelled = 0
try:
    for packet in capture.sniff_continuously():
        packets += 1
        tunnelled += "L2TP" in packet
except KeyboardInterrupt:
    print(f"{packets} packets, {tunnelled} of them L2TP", flush=True)
capture.close()
