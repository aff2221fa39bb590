"""Fragments: IP datagrams put together again, within bounds of number, octets and time."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from l2tpscope.capture.block import FrameRef
from l2tpscope.packet.internet import Packet

MOST_DATAGRAMS = 4096
MOST_OCTETS = 16 << 20
LIFETIME_NS = 30_000_000_000
"""RFC 791 3.2 and RFC 8200 4.5 keep fragments for 15 to 60 s."""
REUSE_NS = 1_000_000_000
"""Other octets at the same offset so much later are another datagram with the same identification."""
SETTLED_NS = 1_000_000_000
"""Fragments still missing at the end of the capture count as lost if they are so much overdue."""
LONGEST = 65_535


class Whole(NamedTuple):
    """A datagram put together: the packet with all its octets, and its frames in order of arrival."""

    packet: Packet
    frames: tuple[FrameRef, ...]


class Incomplete(NamedTuple):
    """A datagram that never became whole. `first` are the octets of its first fragment, if that was captured.

    kind    "fragment-hole" (something in the middle or at the beginning), "fragment-timeout" (the end never came),
            "fragment-overlap", "length" (longer than a datagram can be)
    is_excused   no defect: second copies of fragments, the rest of a refused datagram, or it may still be on its way
    """

    kind: str
    text: str
    packet: Packet
    first: bytes
    frames: tuple[FrameRef, ...]
    time_ns: int
    is_excused: bool


@dataclass(slots=True, eq=False)
class Pending:
    """Fragments of one datagram so far: `starts` sorted, `pieces` and `lengths` (as sent) beside them."""

    packet: Packet
    time_ns: int
    is_copy: bool
    starts: list[int] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    frames: list[FrameRef] = field(default_factory=list)
    sent: int = 0
    end: int | None = None
    is_refused: bool = False

    def has(self, packet: Packet) -> bool:
        """Whether a fragment with this offset is here already."""
        at = bisect_left(self.starts, packet.offset)
        return at < len(self.starts) and self.starts[at] == packet.offset

    def has_same(self, packet: Packet) -> bool:
        """Whether this very fragment is here already."""
        at = bisect_left(self.starts, packet.offset)
        return self.pieces[at] == packet.octets and self.lengths[at] == packet.length

    def contradiction(self, packet: Packet) -> tuple[str, str] | None:
        """Why this fragment cannot belong here: kind and text, or None."""
        start, end = packet.offset, packet.offset + packet.length
        if end > LONGEST:
            return "length", f"a fragment ends at octet {end}, beyond the longest datagram"
        at = bisect_left(self.starts, start)
        before = self.starts[at - 1] + self.lengths[at - 1] if at else 0
        after = self.starts[at] if at < len(self.starts) else LONGEST
        if before > start or end > after:
            return "fragment-overlap", f"a fragment of octets {start} to {end - 1} overlaps another one"
        last = end if not packet.has_more else self.end
        if last is not None and self.starts and max(self.starts[-1] + self.lengths[-1], end) > last:
            return "fragment-overlap", f"a fragment reaches beyond the end of its datagram, {last} octets"
        return None

    def insert(self, packet: Packet) -> None:
        """Put the fragment in its place."""
        at = bisect_left(self.starts, packet.offset)
        self.starts.insert(at, packet.offset)
        self.pieces.insert(at, packet.octets)
        self.lengths.insert(at, packet.length)
        self.sent += packet.length
        if not packet.has_more:
            self.end = packet.offset + packet.length
        if not packet.offset:
            self.packet = packet

    def whole(self) -> Whole:
        """All fragments in one; what the snap length cut off one of them ends the octets there."""
        octets = b"".join(self.pieces)
        for at, (piece, length) in enumerate(zip(self.pieces, self.lengths, strict=True)):
            if len(piece) < length:
                octets = b"".join(self.pieces[: at + 1])
                break
        packet = self.packet._replace(octets=octets, length=self.sent, offset=0, has_more=False)
        return Whole(packet, tuple(self.frames))


Key = tuple[bytes, bytes, int | None, int]
Outcome = Whole | Incomplete


class Fragments:
    """What is waiting for its other fragments; nothing outlives 30 s of capture time."""

    def __init__(self) -> None:
        self._pending: dict[Key, list[Pending]] = {}
        self._octets = 0
        self._latest_ns = 0

    def add(self, packet: Packet, ref: FrameRef, time_ns: int) -> list[Outcome]:
        """Take in one fragment; returns what became whole by it, and what is given up."""
        self._latest_ns = max(self._latest_ns, time_ns)
        outcomes: list[Outcome] = list(self._overdue(time_ns))
        protocol = packet.protocol if packet.version == 4 else 0  # noqa: PLR2004
        key = (packet.source, packet.destination, packet.ip_id, protocol)
        pending = self._place(key, packet, time_ns, outcomes)
        pending.frames.append(ref)
        if pending.is_refused or not packet.length:
            return outcomes
        contradiction = pending.contradiction(packet)
        if contradiction is not None:
            self._octets -= sum(map(len, pending.pieces))
            outcomes.append(_given_up(pending, time_ns, *contradiction))
            pending.is_refused = True
            pending.pieces, pending.frames = [], []
            return outcomes
        pending.insert(packet)
        self._octets += len(packet.octets)
        if pending.sent == pending.end:
            self._drop(key, pending)
            outcomes.append(pending.whole())
        return outcomes

    def finish(self) -> list[Incomplete]:
        """At the end of the capture: what never became whole; `is_excused` where it may still be on its way."""
        left = [pending for several in self._pending.values() for pending in several]
        self._pending.clear()
        self._octets = 0
        latest = self._latest_ns
        return [_missing(pending, latest, is_late=latest - pending.time_ns < SETTLED_NS) for pending in left]

    def _place(self, key: Key, packet: Packet, time_ns: int, outcomes: list[Outcome]) -> Pending:
        """The datagram that lacks this fragment; a second copy of a fragment begins a second copy of its datagram."""
        several = self._pending.setdefault(key, [])
        for pending in several:
            if pending.is_refused or not pending.has(packet):
                return pending
            if pending.has_same(packet):
                continue
            if time_ns - pending.time_ns < REUSE_NS:
                return pending
            several.remove(pending)
            self._octets -= sum(map(len, pending.pieces))
            outcomes.append(_missing(pending, time_ns))
            break
        fresh = Pending(packet, time_ns, is_copy=bool(several))
        several.append(fresh)
        return fresh

    def _drop(self, key: Key, pending: Pending) -> None:
        several = self._pending[key]
        several.remove(pending)
        self._octets -= sum(map(len, pending.pieces))
        if not several:
            del self._pending[key]

    def _overdue(self, now_ns: int) -> Iterator[Incomplete]:
        """Give up what is too old, and the oldest where there is no room."""
        while self._pending:
            key, several = next(iter(self._pending.items()))
            is_full = len(self._pending) > MOST_DATAGRAMS or self._octets > MOST_OCTETS
            if not is_full and now_ns - several[0].time_ns < LIFETIME_NS:
                return
            del self._pending[key]
            for pending in several:
                self._octets -= sum(map(len, pending.pieces))
                yield _missing(pending, now_ns)


def _missing(pending: Pending, now_ns: int, *, is_late: bool = False) -> Incomplete:
    reaches = 0
    for start, length in zip(pending.starts, pending.lengths, strict=True):
        if start > reaches:
            return _given_up(pending, now_ns, "fragment-hole", f"octets {reaches} to {start - 1} are missing", is_late)
        reaches = start + length
    return _given_up(pending, now_ns, "fragment-timeout", f"octets from {reaches} on are missing", is_late)


def _given_up(
    pending: Pending,
    now_ns: int,
    kind: str,
    text: str,
    is_late: bool = False,  # noqa: FBT001, FBT002
) -> Incomplete:
    first = pending.pieces[0] if pending.pieces and not pending.starts[0] else b""
    frames = tuple(pending.frames)
    is_excused = pending.is_copy or pending.is_refused or is_late
    return Incomplete(kind, text, pending.packet, first, frames, now_ns, is_excused)
