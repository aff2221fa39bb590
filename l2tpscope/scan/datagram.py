"""Datagram: what one frame (or several fragments) carried above IP."""

from typing import NamedTuple

from l2tpscope.capture.block import FrameRef

UDP, L2TP_OVER_IP = 17, 115


class Datagram(NamedTuple):
    """One IP datagram's transport payload, after reassembly.

    ref         the frame that completes it; `fragments` holds all frames where it came in several, else ()
    time_ns     of that frame, nanoseconds since 1970 UTC
    source, destination   addresses as text (IPv6 without brackets); ports 0 where the protocol has none
    protocol    IP protocol number (17 UDP, 115 L2TPv3 over IP, ...)
    payload     the octets above UDP (or above IP), Ethernet padding trimmed
    ip_id       IPv4 identification, None over IPv6
    ttl         TTL or hop limit
    cut         octets of the payload that the snap length cut off
    """

    ref: FrameRef
    time_ns: int
    source: str
    source_port: int
    destination: str
    destination_port: int
    protocol: int
    payload: bytes
    ip_id: int | None = None
    ttl: int = 0
    cut: int = 0
    fragments: tuple[FrameRef, ...] = ()
