"""Sights: UDP datagrams located in a buffer, each with its first octets in one line."""

from dataclasses import dataclass

import numpy as np

from l2tpscope.scan.columns import WIDEST, Bools, Fields, Hashes, Ints, layout

UDP_HEADER = 8
ABOVE_AT = 20
"""Where in a line that stands which is above IP."""
PAYLOAD_AT = ABOVE_AT + UDP_HEADER
"""Where in a line the UDP payload begins."""
LINE = layout(
    WIDEST,
    start=("<u8", 0),
    first=("u1", 0),
    total=(">u2", 2),
    ip_id=("<u2", 4),
    protocol=("u1", 9),
    addresses=("<u8", 12),
    icmp_type=("u1", 20),
    source=(">u2", 20),
    destination=(">u2", 22),
    udp_length=(">u2", 24),
    first_word=(">u4", 28),
    flags=(">u2", 28),
    length=(">u2", 30),
    start_of_l2tp=(">u8", 30),
    ids_after_length=(">u4", 32),
    ns=(">u2", 34),
    ns_after_length=(">u2", 36),
    dns_flags=(">u2", 30),
    dns_counts=("<u8", 32),
    after_6=(">u8", 34),
    after_12=(">u4", 40),
    payload_12=("<u8", 40),
    payload_20=("<u8", 48),
)
"""One gather for each frame: 20 octets of IPv4 header, then 44 of what is above IP; the names after `protocol` are
those of UDP, and from 28 on of its payload: L2TP, or DNS, which shares the port."""


@dataclass(slots=True)
class Sights:
    """UDP datagrams and L2TPv3 over IP, located in a buffer, one row each in frame order.

    lines          the first octets of each, as LINE has them; behind address_at stand both addresses in the buffer
    address_hash   of both addresses; `is_v6` tells how long they are
    payload_at     the first octet above UDP (or above IP); `length` octets of payload were sent, `here` were captured
    source_port, destination_port   0 over IP
    over_ip        IP protocol 115
    nothing        rows to be passed over
    """

    buffer: bytearray | bytes
    lines: Fields
    frame: Ints
    time_ns: Ints
    is_v6: Bools
    address_at: Ints
    address_hash: Hashes
    payload_at: Ints
    length: Ints
    here: Ints
    source_port: Ints
    destination_port: Ints
    over_ip: Bools
    nothing: Ints

    def leave_out(self, rows: Ints) -> None:
        """Mark more rows as nothing of ours."""
        self.nothing = np.concatenate((self.nothing, rows))
        self.length[rows] = self.here[rows] = 0
