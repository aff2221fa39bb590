"""Inner packets: the TCP segment in an IP packet that a PPP frame carries (RFC 791, RFC 8200, RFC 9293)."""

from socket import AF_INET, AF_INET6, inet_ntop
from typing import NamedTuple

from l2tpscope.wire.header import u16

IPV4, IPV6 = 0x0021, 0x0057
"""PPP protocols (RFC 1332 2.1, RFC 5072 2)."""
SYN, ACK = 0x02, 0x10
IP_HEADER = {4: 20, 6: 40}
TCP_HEADER = 20
_TCP = 6
_END, _NO_OPERATION, _MSS, _SACK = 0, 1, 2, 5


class Segment(NamedTuple):
    """A TCP segment and the IP packet around it.

    version     4 or 6; source, destination: addresses as text
    sequence, acknowledgment   as in the header; the latter means something where the ACK bit is set
    flags       the eight lowest bits of the TCP header's
    octets      of the IP packet; payload: of data in the segment
    ip_id       identification of IPv4, 0 over IPv6
    mss         Maximum Segment Size option (RFC 9293 3.2), None where absent or cut off
    sacks       blocks of sequence numbers received out of order, [first, behind the last) (RFC 2018 3)
    """

    version: int
    source: str
    destination: str
    source_port: int
    destination_port: int
    sequence: int
    acknowledgment: int
    flags: int
    octets: int
    payload: int
    ip_id: int = 0
    mss: int | None = None
    sacks: tuple[tuple[int, int], ...] = ()


def decode_segment(packet: bytes, octets: int) -> Segment | None:
    """The TCP segment in an IP packet; None for any other packet, a later fragment, or one cut within its headers.

    `octets` were sent, of which `packet` was captured. IPv6 extension headers are not looked through. Never raises.
    """
    version = packet[0] >> 4 if packet else 0
    if version == 4:  # noqa: PLR2004
        at, protocol = (packet[0] & 0x0F) * 4, packet[9:10]
        size, offset = u16(packet, 2) or 0, (u16(packet, 6) or 0) & 0x1FFF
        addresses = [inet_ntop(AF_INET, packet[place : place + 4].ljust(4, b"\0")) for place in (12, 16)]
    elif version == 6:  # noqa: PLR2004
        at, protocol = 40, packet[6:7]
        size, offset = 40 + (u16(packet, 4) or 0), 0
        addresses = [inet_ntop(AF_INET6, packet[place : place + 16].ljust(16, b"\0")) for place in (8, 24)]
    else:
        return None
    if protocol != bytes([_TCP]) or offset or at < IP_HEADER[version] or len(packet) < at + TCP_HEADER:
        return None
    size = size if at + TCP_HEADER <= size <= octets else octets
    return _segment(packet, at, size, version, addresses)


def _segment(packet: bytes, at: int, size: int, version: int, addresses: list[str]) -> Segment:
    header = max(TCP_HEADER, (packet[at + 12] >> 4) * 4)
    mss, sacks = _options(packet[at + TCP_HEADER : min(at + header, size)])
    return Segment(
        version=version,
        source=addresses[0],
        destination=addresses[1],
        source_port=u16(packet, at) or 0,
        destination_port=u16(packet, at + 2) or 0,
        sequence=int.from_bytes(packet[at + 4 : at + 8]),
        acknowledgment=int.from_bytes(packet[at + 8 : at + 12]),
        flags=packet[at + 13],
        octets=size,
        payload=max(0, size - at - header),
        ip_id=(u16(packet, 4) or 0) if version == 4 else 0,  # noqa: PLR2004
        mss=mss,
        sacks=sacks,
    )


def _options(octets: bytes) -> tuple[int | None, tuple[tuple[int, int], ...]]:
    """MSS and SACK blocks, up to the first option that does not add up."""
    mss: int | None = None
    sacks: tuple[tuple[int, int], ...] = ()
    at = 0
    while at < len(octets) and octets[at] != _END:
        if octets[at] == _NO_OPERATION:
            at += 1
            continue
        size = octets[at + 1] if at + 1 < len(octets) else 0
        value = octets[at + 2 : at + size]
        if size < 2 or len(value) != size - 2:  # noqa: PLR2004
            break
        if octets[at] == _MSS and len(value) == 2:  # noqa: PLR2004
            mss = int.from_bytes(value)
        elif octets[at] == _SACK:
            sacks = _blocks(value)
        at += size
    return mss, sacks


def _blocks(value: bytes) -> tuple[tuple[int, int], ...]:
    edges = [int.from_bytes(value[at : at + 4]) for at in range(0, len(value) - 3, 4)]
    return tuple(zip(edges[::2], edges[1::2], strict=False))
