"""Internet layer: IPv4 and IPv6 headers, with extension headers, down to what they carry."""

from struct import Struct
from typing import NamedTuple

from l2tpscope.packet.link import IPV4

HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, NONE, DESTINATION = 0, 43, 44, 51, 59, 60
EXTENSIONS = (HOP_BY_HOP, ROUTING, DESTINATION, 135, 139, 140)
"""Extension headers that state their length in units of 8 octets (RFC 8200 4, RFC 6564 4)."""
LEAST_IPV4, IPV6_HEADER = 20, 40

_ipv4 = Struct(">BxHHHBB2x4s4s").unpack_from
_ipv6 = Struct(">B3xHBB16s16s").unpack_from
_extension = Struct(">BB").unpack_from
_fragment = Struct(">BxHI").unpack_from


class Packet(NamedTuple):
    """An IP packet without its headers.

    source, destination   the addresses' octets
    octets    what it carries, as far as captured; `length` is how much was sent
    offset    of a fragment, in octets; `has_more`: more fragments follow
    ip_id     IPv4 identification, or that of an IPv6 fragment header, else None
    """

    version: int
    source: bytes
    destination: bytes
    protocol: int
    ttl: int
    ip_id: int | None
    octets: bytes
    length: int
    offset: int = 0
    has_more: bool = False


class BrokenHeaderError(Exception):
    """A header that is not whole ("short") or contradicts itself ("length"): its arguments are kind and text."""


def packet_of(ether_type: int, octets: bytes, at: int, sent: int) -> Packet:
    """Read the IP header at this offset; `sent` is the frame's length on the wire. Raises BrokenHeaderError."""
    return _version4(octets, at, sent) if ether_type == IPV4 else _version6(octets, at, sent)


def _version4(octets: bytes, at: int, sent: int) -> Packet:
    here = len(octets) - at
    if here < LEAST_IPV4:
        raise BrokenHeaderError("short", f"the frame ends {here} octets into the IPv4 header")
    first, total, ip_id, fragment, ttl, protocol, source, destination = _ipv4(octets, at)
    header = (first & 15) << 2
    if first >> 4 != 4 or header < LEAST_IPV4:  # noqa: PLR2004
        raise BrokenHeaderError("length", f"an IPv4 header cannot begin with 0x{first:02X}")
    if here < header:
        raise BrokenHeaderError("short", f"the frame ends {here} octets into the IPv4 header of {header}")
    if not total:  # left to a network card that segments
        total = max(sent - at, here)
    if total < header:
        raise BrokenHeaderError("length", f"IPv4 total length {total} is less than the header's {header} octets")
    end = at + total
    offset = (fragment & 0x1FFF) << 3
    has_more = fragment & 0x2000 != 0
    return Packet(
        4, source, destination, protocol, ttl, ip_id, octets[at + header : end], total - header, offset, has_more
    )


def _version6(octets: bytes, at: int, sent: int) -> Packet:
    here = len(octets) - at
    if here < IPV6_HEADER:
        raise BrokenHeaderError("short", f"the frame ends {here} octets into the IPv6 header")
    first, length, protocol, ttl, source, destination = _ipv6(octets, at)
    if first >> 4 != 6:  # noqa: PLR2004
        raise BrokenHeaderError("length", f"an IPv6 header cannot begin with 0x{first:02X}")
    if not length:
        length = max(sent - at, here) - IPV6_HEADER
    start = at + IPV6_HEADER
    packet = Packet(6, source, destination, protocol, ttl, None, octets[start : start + length], length)
    return without_extensions(packet)


def without_extensions(packet: Packet) -> Packet:
    """Step over IPv6 extension headers; stops behind a fragment header that leaves something out."""
    octets, protocol = packet.octets, packet.protocol
    at, offset, has_more, ip_id = 0, packet.offset, packet.has_more, packet.ip_id
    while protocol in EXTENSIONS or protocol in (FRAGMENT, AUTHENTICATION):
        if at + 8 > len(octets):
            raise BrokenHeaderError("short", f"IPv6 extension header {protocol} is not whole")
        if protocol == FRAGMENT:
            protocol, place, ip_id = _fragment(octets, at)
            offset, has_more = place & 0xFFF8, place & 1 != 0
            at += 8
            if offset or has_more:
                break
            continue
        is_authentication = protocol == AUTHENTICATION
        protocol, units = _extension(octets, at)
        at += (units + 2) * 4 if is_authentication else (units + 1) * 8
    if at > len(octets):
        raise BrokenHeaderError("short", "an IPv6 extension header is not whole")
    if not at:
        return packet
    return packet._replace(
        protocol=protocol,
        octets=octets[at:],
        length=packet.length - at,
        offset=offset,
        has_more=has_more,
        ip_id=ip_id,
    )
