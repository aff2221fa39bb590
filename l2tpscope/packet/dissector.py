"""Dissector: one frame of any link type to datagrams, ICMP errors and defects; always right, not always fast."""

from collections.abc import Callable

from l2tpscope.capture.block import Frame, FrameRef
from l2tpscope.packet.datagram import ESP, ICMP, ICMPV6, FragmentCounts, IcmpError, LayerDefect
from l2tpscope.packet.fragments import Fragments, Incomplete, Whole
from l2tpscope.packet.icmp import icmp_error_of, is_about_l2tp
from l2tpscope.packet.internet import EXTENSIONS, BrokenHeaderError, Packet, packet_of, without_extensions
from l2tpscope.packet.link import FOREIGN, ShortFrameError, UnknownLinkError, network_of
from l2tpscope.packet.transport import UDP_HEADER, Bearings, datagram_of
from l2tpscope.scan.address import address_text
from l2tpscope.scan.counts import FrameCounts
from l2tpscope.scan.datagram import L2TP_OVER_IP, UDP, Datagram

L2TP_PORT = 1701
MOST_BROKEN, MOST_PAIRS = 100_000, 20_000
"""Datagrams with holes that are noted, and pairs of addresses whose fragments are counted; a flood makes more."""
_EXAMPLES = 8
_REASSEMBLED = (UDP, L2TP_OVER_IP, *EXTENSIONS)

Thing = Datagram | IcmpError | LayerDefect


class Dissector:
    """Takes frames apart, one after the other; fragments that wait for others are its only state.

    ports      UDP ports that carry L2TP, besides 1701: ICMP errors about others are none of ours
    counts     frames that yielded nothing to look at: other, undecodable, icmp, and those of broken datagrams
    fragments  how many L2TP datagrams came in fragments, whole or not
    fragment   is called with each frame that holds a fragment, whatever becomes of its datagram
    """

    def __init__(self, ports: frozenset[int] = frozenset(), fragment: Callable[[FrameRef], None] | None = None) -> None:
        self.counts = FrameCounts()
        self.fragments = FragmentCounts()
        self._holes = 0
        self._ports = ports | {L2TP_PORT}
        self._waiting = Fragments()
        self._note_fragment = fragment

    def feed(self, frame: Frame) -> list[Thing]:
        """What this frame holds, or completes; empty for what is none of ours and for fragments that have to wait."""
        bearings = Bearings(frame.ref, frame.time_ns)
        try:
            packet = packet_in(frame)
        except BrokenHeaderError as broken:
            return self._undecodable(bearings, *broken.args)
        if packet is None:
            self.counts.other += 1
            return []
        if packet.offset or packet.has_more:
            if self._note_fragment is not None:
                self._note_fragment(frame.ref)
            return self._fragment(packet, bearings)
        return self._whole(packet, bearings)

    def finish(self) -> list[Thing]:
        """At the end of the capture: the datagrams whose fragments never came together."""
        return [thing for incomplete in self._waiting.finish() for thing in self._incomplete(incomplete)]

    def _undecodable(self, bearings: Bearings, kind: str, text: str) -> list[Thing]:
        self.counts.undecodable += 1
        return [LayerDefect(bearings.ref, bearings.time_ns, kind, text)]

    def _whole(self, packet: Packet, bearings: Bearings) -> list[Thing]:
        if packet.protocol in (ICMP, ICMPV6):
            error = icmp_error_of(packet, bearings)
            if error is not None and is_about_l2tp(error.quoted, self._ports):
                self.counts.icmp += 1
                return [error]
        try:
            return [*datagram_of(packet, bearings)]
        except BrokenHeaderError as broken:
            kind, text = broken.args
            self.counts.undecodable += max(1, len(bearings.fragments))
            ends = address_text(packet.source), address_text(packet.destination)
            return [LayerDefect(bearings.ref, bearings.time_ns, kind, text, *ends, packet.protocol)]

    def _fragment(self, packet: Packet, bearings: Bearings) -> list[Thing]:
        if packet.protocol not in _REASSEMBLED:
            if packet.protocol == ESP:
                self.counts.esp += 1
            else:
                self.counts.other += 1
            return []
        things: list[Thing] = []
        for outcome in self._waiting.add(packet, bearings.ref, bearings.time_ns):
            things += self._rebuilt(outcome, bearings) if isinstance(outcome, Whole) else self._incomplete(outcome)
        return things

    def _rebuilt(self, whole: Whole, bearings: Bearings) -> list[Thing]:
        bearings = Bearings(bearings.ref, bearings.time_ns, whole.frames)
        try:
            packet = without_extensions(whole.packet)
        except BrokenHeaderError as broken:
            return self._undecodable(bearings, *broken.args)
        things = self._whole(packet, bearings)
        for thing in things:
            if isinstance(thing, Datagram) and self._is_ours(thing.protocol, thing.source_port, thing.destination_port):
                self._count_rebuilt((thing.source, thing.destination), thing.ref)
        return things

    def _count_rebuilt(self, ends: tuple[str, str], ref: FrameRef) -> None:
        counts = self.fragments
        if ends not in counts.rebuilt and len(counts.rebuilt) >= MOST_PAIRS:
            return
        counts.rebuilt[ends] = counts.rebuilt.get(ends, 0) + 1
        examples = counts.examples.setdefault(ends, [])
        if len(examples) < _EXAMPLES:
            examples.append(ref)

    def _incomplete(self, incomplete: Incomplete) -> list[Thing]:
        """Count the frames of a datagram that never became whole by what its first fragment shows."""
        packet, first = incomplete.packet, incomplete.first
        is_udp = packet.protocol == UDP and len(first) >= UDP_HEADER
        ports = (int.from_bytes(first[:2], "big"), int.from_bytes(first[2:4], "big")) if is_udp else (0, 0)
        is_ours = bool(first) and self._is_ours(packet.protocol, *ports)
        self._count_incomplete(len(incomplete.frames), first[UDP_HEADER:] if is_udp else first, is_ours=is_ours)
        if incomplete.is_excused or not incomplete.frames:
            return []
        ends = address_text(packet.source), address_text(packet.destination)
        if is_ours and self._holes < MOST_BROKEN:
            self._holes += 1
            self.fragments.broken.setdefault(ends, []).append(incomplete.frames[0])
        place = incomplete.frames[-1], incomplete.time_ns, incomplete.kind, incomplete.text
        return [LayerDefect(*place, *ends, packet.protocol, *ports, incomplete.frames)]

    def _count_incomplete(self, frames: int, payload: bytes, *, is_ours: bool) -> None:
        if not is_ours:
            self.counts.other += frames
        elif payload[:1] >= b"\x80":
            self.counts.l2tp_control += frames
        else:
            self.counts.l2tp_data += frames

    def _is_ours(self, protocol: int, source_port: int, destination_port: int) -> bool:
        return protocol == L2TP_OVER_IP or bool({source_port, destination_port} & self._ports)


def packet_in(frame: Frame) -> Packet | None:
    """The IP packet in a frame, None where it carries something else.

    Raises BrokenHeaderError: "short" or "length" where a header cannot be read, "link" for an unknown link type.
    """
    try:
        network = network_of(frame.link_type, frame.octets)
    except ShortFrameError:
        raise BrokenHeaderError("short", "the frame ends within its link layer header") from None
    except UnknownLinkError:
        raise BrokenHeaderError("link", f"frames of link type {frame.link_type} are not read") from None
    if network.ether_type == FOREIGN:
        return None
    return packet_of(network.ether_type, frame.octets, network.at, frame.original_length)


def decode_frame(frame: Frame, ports: frozenset[int] = frozenset()) -> Thing | None:
    """What a single frame holds, seen for itself; None for what carries no IP.

    A fragment is told as a LayerDefect of kind "fragment": its datagram needs the other frames.
    """
    try:
        packet = packet_in(frame)
    except BrokenHeaderError:
        packet = None
    if packet is not None and (packet.offset or packet.has_more):
        last = packet.offset + packet.length - 1
        text = f"a fragment of IP datagram {packet.ip_id}: octets {packet.offset} to {last}"
        ends = address_text(packet.source), address_text(packet.destination)
        return LayerDefect(frame.ref, frame.time_ns, "fragment", text, *ends, packet.protocol)
    things = Dissector(ports).feed(frame)
    return things[0] if things else None
