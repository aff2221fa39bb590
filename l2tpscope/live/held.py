"""Held: the raw frames of a live source that matter, in a buffer with limits, for whoever wants to save them."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from enum import StrEnum

from l2tpscope.capture.block import Block, Frame, FrameRef
from l2tpscope.capture.frame import frame_of
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.packet.dissector import Thing, packet_in
from l2tpscope.packet.internet import BrokenHeaderError
from l2tpscope.scan.address import address_text
from l2tpscope.scan.datagram import L2TP_OVER_IP, Datagram
from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.ppp.framing import ppp_control
from l2tpscope.wire.ppp.numbers import ECHO_REPLY, ECHO_REQUEST, LCP


class Share(StrEnum):
    """What a frame is held as; no share pushes out another."""

    CALLS = "set-up and end of tunnels and calls"
    KEEPALIVES = "HELLO, acknowledgments, LCP echoes"
    ERRORS = "ICMP errors, fragments of datagrams that were never whole"
    IKE = "IKE"


MOST_OCTETS = {Share.CALLS: 40 << 20, Share.KEEPALIVES: 8 << 20, Share.ERRORS: 4 << 20, Share.IKE: 4 << 20}
MOST_WAITING = 8 << 20
"""Octets of fragments of which is not known yet whether they matter."""
OVERHEAD = 400
"""Octets that a frame takes in memory beyond its own."""
CONTROL_HEADER = 12
_TYPES = slice(16, 20)
_HELLO, _ACK = bytes([0, 0, 0, 6]), bytes([0, 0, 0, 20])
"""The attribute type and the value of a Message Type AVP, which is the first (RFC 2661 4.4.1)."""
_ECHOES = (ECHO_REQUEST, ECHO_REPLY)


class Buffer:
    """Frames by number, within a limit of octets; the oldest go first, and are counted in `gone`."""

    def __init__(self, most_octets: int) -> None:
        self.octets = self.gone = 0
        self._most_octets = most_octets
        self._frames: OrderedDict[FrameRef, Frame] = OrderedDict()

    def __len__(self) -> int:
        return len(self._frames)

    def __iter__(self) -> Iterator[Frame]:
        return iter(list(self._frames.values()))  # a screen may ask while more is held

    def add(self, frame: Frame) -> None:
        """Take it in, once."""
        if frame.ref in self._frames:
            return
        self._frames[frame.ref] = frame
        self.octets += len(frame.octets) + OVERHEAD
        while self.octets > self._most_octets:
            _, oldest = self._frames.popitem(last=False)
            self.octets -= len(oldest.octets) + OVERHEAD
            self.gone += 1

    def get(self, ref: FrameRef) -> Frame | None:
        """The frame with this number, if it is here."""
        return self._frames.get(ref)

    def pop(self, ref: FrameRef) -> Frame | None:
        """As get, and it is no longer here."""
        frame = self._frames.pop(ref, None)
        if frame is not None:
            self.octets -= len(frame.octets) + OVERHEAD
        return frame


class Held:
    """Copies of the frames that were handed on for decoding; of data messages only those that carry PPP control frames.

        for thing in held.noted(things):    # what the frames hold
            ...
        held.settle(block, scanner.ike)     # before the next Block

    `fragment` is to be called with the frames that hold fragments.
    """

    def __init__(self) -> None:
        self.shares = {share: Buffer(most) for share, most in MOST_OCTETS.items()}
        self._waiting = Buffer(MOST_WAITING)
        self._fragments: list[FrameRef] = []
        self._noted: list[tuple[Share, FrameRef]] = []

    def fragment(self, ref: FrameRef) -> None:
        """Note that this frame may be part of something that matters."""
        self._fragments.append(ref)

    def noted(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """The same things, while it is noted which frames they stand in."""
        for thing in things:
            share = _share_of(thing)
            if share is not None:
                self._noted.append((share, thing.ref))
                frames = thing.fragments if isinstance(thing, Datagram) else getattr(thing, "frames", ())
                self._noted += [(share, frame) for frame in frames]
            yield thing

    def settle(self, block: Block, ike: Iterable[FrameRef] = ()) -> None:
        """Copy out of the Block what was noted, and these frames, which are IKE."""
        first, behind = block.first_frame, block.first_frame + len(block.offsets)
        for ref in self._fragments:
            self._waiting.add(frame_of(block, ref.frame - first))
        self._fragments.clear()
        for share, ref in (*self._noted, *((Share.IKE, ref) for ref in ike)):
            found = self._waiting.pop(ref)
            if found is None and first <= ref.frame < behind:
                found = frame_of(block, ref.frame - first)
            if found is not None:
                self.shares[share].add(found)
        self._noted.clear()

    def of(self, refs: Collection[FrameRef]) -> list[Frame]:
        """Those of these frames that are still here."""
        found = (buffer.get(ref) for buffer in (*self.shares.values(), self._waiting) for ref in refs)
        return [frame for frame in found if frame is not None]

    def ike(self) -> Iterator[tuple[frozenset[str], Frame]]:
        """The frames of IKE, each with the addresses between which it went."""
        for frame in self.shares[Share.IKE]:
            with suppress(BrokenHeaderError):
                packet = packet_in(frame)
                if packet is not None:
                    yield frozenset((address_text(packet.source), address_text(packet.destination))), frame


def _share_of(thing: Thing) -> Share | None:
    """What its frames are held as, None for what is not held."""
    if not isinstance(thing, Datagram):
        return Share.ERRORS if isinstance(thing, IcmpError) or thing.frames else None
    octets = thing.payload[4:] if thing.protocol == L2TP_OVER_IP else thing.payload
    if octets[:1] >= b"\x80":
        is_kept_alive = len(octets) <= CONTROL_HEADER or octets[_TYPES] in (_HELLO, _ACK)
        return Share.KEEPALIVES if is_kept_alive else Share.CALLS
    header = decode_data(octets, thing.cut)
    ppp = ppp_control(octets[header.payload_at :])
    if header.version != 2 or ppp is None:  # noqa: PLR2004 - what is told of data messages is PPP of version 2
        return None
    return Share.KEEPALIVES if ppp.protocol == LCP and ppp.code in _ECHOES else Share.CALLS
