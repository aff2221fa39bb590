"""Transport: UDP headers, and a Datagram of whatever an IP packet carries."""

from struct import Struct
from typing import NamedTuple

from l2tpscope.capture.block import FrameRef
from l2tpscope.packet.datagram import UDP, Datagram, LayerDefect
from l2tpscope.packet.internet import BrokenHeaderError, Packet
from l2tpscope.scan.address import address_text

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
    source, destination = address_text(packet.source), address_text(packet.destination)
    ip_id = packet.ip_id if packet.version == 4 else None  # noqa: PLR2004
    if packet.protocol != UDP:
        return [
            Datagram(
                bearings.ref,
                bearings.time_ns,
                source,
                0,
                destination,
                0,
                packet.protocol,
                packet.octets,
                ip_id,
                packet.ttl,
                packet.length - len(packet.octets),
                bearings.fragments,
            )
        ]
    if len(packet.octets) < UDP_HEADER:
        raise BrokenHeaderError("short", f"the frame ends {len(packet.octets)} octets into the UDP header")
    source_port, destination_port, claimed = _udp(packet.octets)
    things: list[Datagram | LayerDefect] = []
    length = claimed or packet.length  # 0: a jumbogram (RFC 2675 4), or left to a network card that segments
    if length < UDP_HEADER:
        raise BrokenHeaderError("length", f"UDP length {length} is less than the UDP header's 8 octets")
    if length > packet.length:
        text = f"UDP length {length}, but IP carries {packet.length} octets"
        ends = source, destination, UDP, source_port, destination_port
        things.append(LayerDefect(bearings.ref, bearings.time_ns, "length", text, *ends, bearings.fragments))
        length = packet.length
    payload = packet.octets[UDP_HEADER:length]
    datagram = Datagram(
        bearings.ref,
        bearings.time_ns,
        source,
        source_port,
        destination,
        destination_port,
        UDP,
        payload,
        ip_id,
        packet.ttl,
        length - UDP_HEADER - len(payload),
        bearings.fragments,
    )
    return [datagram, *things]
