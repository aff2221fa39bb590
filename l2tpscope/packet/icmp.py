"""ICMP: errors of both versions with the datagram that they quote (RFC 792, RFC 4443, RFC 1191)."""

from struct import Struct

from l2tpscope.packet.datagram import ESP, ICMP, IcmpError
from l2tpscope.packet.internet import BrokenHeaderError, Packet, packet_of
from l2tpscope.packet.link import IPV4, IPV6
from l2tpscope.packet.transport import UDP_HEADER, Bearings
from l2tpscope.scan.address import address_text
from l2tpscope.scan.datagram import L2TP_OVER_IP, UDP, Datagram

UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM = 3, 4, 5, 11, 12
_ERRORS = {4: (UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM), 6: (1, 2, 3, 4)}
_PROTOCOLS = {4: ICMP, 6: 58}
_FRAGMENTATION_NEEDED = 4
_PACKET_TOO_BIG = 2
_HEADER = 8
_PORTS = 4
_IPSEC_PORTS = {500, 4500}
_CONTROL_BEGINNINGS = (b"\xc8\x02", b"\xc8\x03")
_error = Struct(">BB2xHH").unpack_from
_ports = Struct(">HH").unpack_from
_udp_length = Struct(">H").unpack_from


def icmp_error_of(packet: Packet, bearings: Bearings) -> IcmpError | None:
    """The ICMP error in a packet, None where it is no error or quotes nothing that can be read."""
    if packet.protocol != _PROTOCOLS[packet.version] or len(packet.octets) < _HEADER:
        return None
    type_, code, unused, mtu = _error(packet.octets)
    if type_ not in _ERRORS[packet.version]:
        return None
    quoted = _quoted(packet, bearings)
    if quoted is None:
        return None
    next_hop = None
    if packet.version == 4:  # noqa: PLR2004
        if (type_, code) == (UNREACHABLE, _FRAGMENTATION_NEEDED):
            next_hop = mtu or None
    elif type_ == _PACKET_TOO_BIG:
        next_hop = unused << 16 | mtu
    return IcmpError(
        bearings.ref,
        bearings.time_ns,
        packet.version,
        type_,
        code,
        address_text(packet.source),
        address_text(packet.destination),
        quoted,
        next_hop,
    )


def is_about_l2tp(quoted: Datagram, ports: frozenset[int]) -> bool:
    """Whether the quoted datagram is L2TP, IKE or ESP."""
    if quoted.protocol != UDP:
        return quoted.protocol in (L2TP_OVER_IP, ESP)
    if {quoted.source_port, quoted.destination_port} & (ports | _IPSEC_PORTS):
        return True
    return quoted.payload.startswith(_CONTROL_BEGINNINGS)


def _quoted(packet: Packet, bearings: Bearings) -> Datagram | None:
    """The datagram that the error quotes; routers quote as little as 8 octets above IP, and cut what they like."""
    ether_type = IPV4 if packet.version == 4 else IPV6  # noqa: PLR2004
    try:
        inner = packet_of(ether_type, packet.octets, _HEADER, packet.length)
    except BrokenHeaderError:
        return None
    source_port = destination_port = 0
    payload, length = inner.octets, inner.length
    if inner.protocol == UDP and not inner.offset and len(payload) >= _PORTS:
        source_port, destination_port = _ports(payload)
        if len(payload) >= UDP_HEADER:
            (claimed,) = _udp_length(payload, 4)
            length = claimed if UDP_HEADER <= claimed <= length else length
        payload, length = payload[UDP_HEADER:length], max(length - UDP_HEADER, 0)
    return Datagram(
        bearings.ref,
        bearings.time_ns,
        address_text(inner.source),
        source_port,
        address_text(inner.destination),
        destination_port,
        inner.protocol,
        payload,
        inner.ip_id if inner.version == 4 else None,  # noqa: PLR2004
        inner.ttl,
        max(length - len(payload), 0),
    )
