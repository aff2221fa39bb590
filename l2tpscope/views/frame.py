"""One frame taken apart: what each layer says, and the octets with their secrets marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from l2tpscope.capture.block import Frame
from l2tpscope.capture.link_types import link_type_name
from l2tpscope.packet.datagram import ESP, IcmpError, LayerDefect
from l2tpscope.packet.internet import BrokenHeaderError, Packet, packet_of
from l2tpscope.packet.link import FOREIGN, ShortFrameError, UnknownLinkError, network_of
from l2tpscope.scan.datagram import L2TP_OVER_IP, UDP, Datagram
from l2tpscope.views.clock import counted, rfc3339
from l2tpscope.views.describe import icmp_label
from l2tpscope.views.message import control_parts, data_parts
from l2tpscope.views.part import Part
from l2tpscope.views.secrets import secret_octets, suspected_octets
from l2tpscope.wire.decode import is_control_by_content
from l2tpscope.wire.kind import Kind, kind_of

Thing = Datagram | IcmpError | LayerDefect
CONTROL, DATA = (Kind.CONTROL2, Kind.CONTROL3), (Kind.DATA2, Kind.DATA3, Kind.L2F)
PROTOCOLS = {UDP: "UDP", 6: "TCP", 1: "ICMP", 58: "ICMPv6", 47: "GRE", ESP: "ESP", 51: "AH", 115: "L2TPv3 over IP"}
L2TP_PORT = 1701
NOTHING = "No UDP, no ICMP error about L2TP; or a fragment whose datagram is not whole."


@dataclass(frozen=True, slots=True)
class FrameView:
    """A frame as it is shown: `parts` from the outside in, then `octets`, of which those at `masked` stay hidden."""

    parts: tuple[Part, ...]
    octets: bytes
    octets_are: str
    masked: frozenset[int]


def is_fragment(frame: Frame) -> bool:
    """Whether the frame holds one of several fragments of an IP packet."""
    packet = _packet(frame)
    return packet is not None and bool(packet.offset or packet.has_more)


def _packet(frame: Frame) -> Packet | None:
    """What IP carries in this frame; None where there is no whole IP header."""
    try:
        network = network_of(frame.link_type, frame.octets)
        if network.ether_type == FOREIGN:
            return None
        return packet_of(network.ether_type, frame.octets, network.at, frame.original_length)
    except (ShortFrameError, UnknownLinkError, BrokenHeaderError):
        return None


def frame_view(frame: Frame, things: list[Thing], ports: frozenset[int] = frozenset()) -> FrameView:
    """The view of a frame from what the dissector made of it; a datagram in fragments is shown as a whole."""
    ports |= {L2TP_PORT}
    parts = [_record(frame), *(part for thing in things for part in thing_parts(thing, ports))]
    if len(parts) == 1:
        parts.append(
            Part("Nothing for l2tpscope", ("No UDP, no L2TP, no ICMP error about it; or a fragment by itself.",))
        )
    payload, masked = _masked(frame, things)
    at = frame.octets.rfind(payload)
    if at < 0:
        return FrameView(tuple(parts), payload, "Octets of the reassembled payload", masked)
    behind = at + len(payload)
    masked = frozenset(at + each for each in masked)
    masked |= frozenset(behind + each for each in suspected_octets(frame.octets[behind:]))
    return FrameView(tuple(parts), frame.octets, "Octets of the frame", masked)


def _masked(frame: Frame, things: list[Thing]) -> tuple[bytes, frozenset[int]]:
    """Some octets of the frame, or of the datagram that it completes, and the offsets in them of those to hide."""
    for thing in things:
        datagram = thing.quoted if isinstance(thing, IcmpError) else thing
        if isinstance(datagram, Datagram) and datagram.payload:
            return datagram.payload, secret_octets(datagram.payload, over_ip=datagram.protocol == L2TP_OVER_IP)
    packet = _packet(frame)
    if packet is None or not packet.offset:
        return frame.octets, suspected_octets(frame.octets)
    return packet.octets, frozenset(range(len(packet.octets)))  # a fragment that may be the rest of anything


def _record(frame: Frame) -> Part:
    captured, sent = len(frame.octets), frame.original_length
    size = counted(captured, "octet") + (f" of {sent:,} (cut by the snap length)" if captured < sent else "")
    return Part(f"Frame {frame.ref.frame}", (rfc3339(frame.time_ns), f"{link_type_name(frame.link_type)}, {size}"))


def thing_parts(thing: Thing, ports: frozenset[int]) -> Iterator[Part]:
    """What the dissector made of a frame, layer by layer; either of its ports must be one of `ports`."""
    if isinstance(thing, LayerDefect):
        yield Part("Defect", (thing.text,))
    elif isinstance(thing, IcmpError):
        mtu = (f"next hop's MTU {thing.next_hop_mtu}",) if thing.next_hop_mtu else ()
        yield Part(icmp_label(thing), (f"{thing.source} → {thing.destination}", *mtu))
        for part in thing_parts(thing.quoted, ports):
            yield Part(f"quoted: {part.title}", part.lines)
    else:
        yield transport_part(thing)
        yield from _l2tp(thing, ports)


def transport_part(datagram: Datagram) -> Part:
    """Addresses, ports, sizes and fragments of a datagram."""
    name = PROTOCOLS.get(datagram.protocol, f"IP protocol {datagram.protocol}")
    ends = (_end(datagram.source, datagram.source_port), _end(datagram.destination, datagram.destination_port))
    ip_id = "" if datagram.ip_id is None else f", IP ID 0x{datagram.ip_id:04x}"
    lines = [" → ".join(ends), f"TTL {datagram.ttl}{ip_id}, {counted(len(datagram.payload), 'octet')} of payload"]
    if datagram.cut:
        lines.append(f"{counted(datagram.cut, 'octet')} of it cut off by the snap length")
    if datagram.fragments:
        frames = ", ".join(str(ref.frame) for ref in datagram.fragments)
        lines.append(f"reassembled from the fragments in frames {frames}")
    return Part(name, tuple(lines))


def _end(address: str, port: int) -> str:
    host = f"[{address}]" if ":" in address and port else address
    return f"{host}:{port}" if port else host


def _l2tp(datagram: Datagram, ports: frozenset[int]) -> Iterator[Part]:
    if datagram.protocol != UDP:
        return
    kind = kind_of(datagram.payload, datagram.cut)
    on_port = bool({datagram.source_port, datagram.destination_port} & ports)
    if kind in CONTROL and (on_port or is_control_by_content(datagram.payload)):
        yield from control_parts(datagram.payload, datagram.cut)
    elif kind in DATA and on_port:
        yield from data_parts(datagram.payload, datagram.cut)
    else:
        yield Part("Not L2TP", ("These octets are no L2TP message." if on_port else "Neither port carries L2TP.",))
