"""What a first program with dpkt does: count the UDP datagrams of port 1701."""

import sys
from pathlib import Path

import dpkt

LINKS = {1: dpkt.ethernet.Ethernet, 276: dpkt.sll2.SLL2}

count = 0
with Path(sys.argv[1]).open("rb") as file:
    reader = dpkt.pcap.UniversalReader(file)
    link = LINKS[reader.datalink()]
    for _, octets in reader:
        ip = link(octets).data
        udp = getattr(ip, "data", None)
        if isinstance(udp, dpkt.udp.UDP) and 1701 in (udp.sport, udp.dport):
            count += 1
print(count)
