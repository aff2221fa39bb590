"""Transport: UDP headers, and a Datagram of whatever an IP packet carries."""

from struct import Struct
from typing import NamedTuple

from l2tpscope.capture.block import FrameRef
from l2tpscope.packet.datagram import LayerDefect
from l2tpscope.packet.internet import BrokenHeaderError, Packet
from l2tpscope.scan.address import address_text
from l2tpscope.scan.datagram import UDP, Datagram

UDP_HEADER = 8
_udp = Struct(">HHH").unpack_from


class Bearings(NamedTuple):
    """Where and when: the frame (the one that completes a datagram), its time, and all frames if there are several."""

    ref: FrameRef
    time_ns: int
    fragments: tuple[FrameRef, ...] = ()


def datagram_of(packet: Packet, bearings: Bearings) -> list[Datagram | LayerDefect]:
    """The datagram in a whole packet, with a defect beside it where UDP claims more than IP carries.

    Raises BrokenHeaderError where there is no whole UDP header.
    """
    if packet.protocol != UDP:
        return [_datagram(packet, bearings, (0, 0), packet.octets, packet.length)]
    if len(packet.octets) < UDP_HEADER:
        raise BrokenHeaderError("short", f"the frame ends {len(packet.octets)} octets into the UDP header")
    source_port, destination_port, claimed = _udp(packet.octets)
    length = claimed or packet.length  # 0: a jumbogram (RFC 2675 4), or left to a network card that segments
    if length < UDP_HEADER:
        raise BrokenHeaderError("length", f"UDP length {length} is less than the UDP header's 8 octets")
    sent = min(length, packet.length)
    payload = packet.octets[UDP_HEADER:sent]
    datagram = _datagram(packet, bearings, (source_port, destination_port), payload, sent - UDP_HEADER)
    if length <= packet.length:
        return [datagram]
    text = f"UDP length {length}, but IP carries {packet.length} octets"
    ends = datagram.source, datagram.destination, UDP, source_port, destination_port
    return [datagram, LayerDefect(bearings.ref, bearings.time_ns, "length", text, *ends, bearings.fragments)]


def _datagram(packet: Packet, bearings: Bearings, ports: tuple[int, int], payload: bytes, sent: int) -> Datagram:
    return Datagram(
        bearings.ref,
        bearings.time_ns,
        address_text(packet.source),
        ports[0],
        address_text(packet.destination),
        ports[1],
        packet.protocol,
        payload,
        packet.ip_id if packet.version == 4 else None,  # noqa: PLR2004
        packet.ttl,
        sent - len(payload),
        bearings.fragments,
    )
