"""What a first program with scapy does: count the frames with L2TP in them."""

import sys

from scapy.layers.l2tp import L2TP
from scapy.utils import PcapReader

with PcapReader(sys.argv[1]) as reader:
    print(sum(L2TP in frame for frame in reader))
