"""Keepalives: takes the PPP control frames as they come, and counts the LCP echoes of links that are well."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.echo_run import EchoRun
from l2tpscope.conversation.halves import PROMPT_NS, Runs
from l2tpscope.conversation.model import SECOND, PppFrame
from l2tpscope.scan.flow import FlowKey
from l2tpscope.wire.header import u16
from l2tpscope.wire.ppp.numbers import CONFIGURE_ACK, CONFIGURE_REQUEST, ECHO_REPLY, ECHO_REQUEST, LCP, LQR

KEPT = 4
"""So many answered echoes stay frames before and after whatever is not everyday, and at both ends of a call."""
# Nobody asks more seldom than that (pppd and most others: 10 to 60 s): a longer pause is silence, which must show.
SILENCE_NS = 180 * SECOND
# So often in a row one direction alone can have answered the other, and they are the two of one session.
SURE = 4
# What waits for an answer here is soon answered, or of no use: a flood must not fill the memory.
MOST_WAITING, MOST_ALIKE = 1 << 14, 16
_ECHOES = frozenset({ECHO_REQUEST, ECHO_REPLY})
_SHORTEST = 8
_MAGIC_OPTION = b"\x05\x06"
_NO_MAGIC = bytes(4)


class _Numbered(NamedTuple):
    """A frame and its place among all."""

    number: int
    frame: PppFrame


@dataclass(slots=True, eq=False)
class _Way:
    """One direction of one session in one capture.

    partner   the other direction, once that is sure; guess, votes: which it seems to be, and how often it was
    asked     its requests that wait for a reply, the oldest first
    fresh     pairs kept since the last odd thing; recent: the last pairs, kept until others follow
    faces     Length, magic number and framing of the latest well-formed request and reply
    """

    key: FlowKey
    partner: "_Way | None" = None
    guess: "_Way | None" = None
    votes: int = 0
    asked: dict[int, _Numbered] = field(default_factory=dict)
    fresh: int = 0
    recent: list[tuple[_Numbered, _Numbered]] = field(default_factory=list)
    run: EchoRun | None = None
    last_ns: int | None = None
    faces: dict[int, tuple[bytes, int, bool]] = field(default_factory=dict)


class Keepalives:
    """PPP control frames in the order of the capture, except for echoes that tell nothing new: those are in `runs`.

    Nothing in a data message names the other direction's Session ID. So two directions are known as one session by
    what they carry: a Configure-Ack repeats a Configure-Request with its magic number (RFC 1661 5.2, 6.4); where that
    was not captured, only one direction can have asked what the other replies to, several times in a row. Until then,
    and around everything that is not everyday, all frames are kept.

    frames   those that are kept
    runs     what was counted of the requests in each flow, with the flow of the replies
    """

    def __init__(self) -> None:
        self._frames: dict[int, tuple[FlowKey, PppFrame]] = {}
        self.runs: Runs = {}
        self._ways: dict[tuple[int, FlowKey], _Way] = {}
        self._configuring: dict[tuple[int, str, str, bytes], FlowKey | None] = {}
        self._asking: dict[tuple[int, str, str, int], list[tuple[_Way, _Numbered]]] = {}
        self._number = 0

    @property
    def frames(self) -> list[tuple[FlowKey, PppFrame]]:
        """Those that are kept, in the order of the capture."""
        return list(self._frames.values())

    @property
    def count(self) -> int:
        """How many are kept."""
        return len(self._frames)

    def add(self, key: FlowKey, frame: PppFrame) -> None:
        """Take in the next frame."""
        self._number += 1
        if frame.protocol == LCP and frame.code in _ECHOES:
            way = self._way(frame.ref.capture, key)
            self._frames[self._number] = way.key, frame  # its key is the same, and is kept anyway
            self._echo(way, _Numbered(self._number, frame))
            return
        self._frames[self._number] = key, frame
        if frame.protocol == LQR:
            return
        known = self._ways.get((frame.ref.capture, key))
        if known is not None:
            _interrupt(known)
        if frame.protocol == LCP:
            self._learn(key, frame)

    def forget(self, frames: Collection[FrameRef]) -> None:
        """Let go of these frames, and of the flows that they came in."""
        gone = {key for key, frame in self._frames.values() if frame.ref in frames}
        self._frames = {number: one for number, one in self._frames.items() if one[1].ref not in frames}
        for way in self._ways.values():
            if way.key in gone:
                _interrupt(way)
                if way.partner is not None:
                    way.partner.partner = None
                    way.partner = None
        self._ways = {where: way for where, way in self._ways.items() if way.key not in gone}
        runs = {key: [one for one in own if one[1].request.ref not in frames] for key, own in self.runs.items()}
        self.runs = {key: own for key, own in runs.items() if own}

    def _echo(self, way: _Way, one: _Numbered) -> None:
        frame, octets = one.frame, one.frame.octets
        face = octets[2:8], len(octets), frame.has_address_control
        if face != way.faces.get(frame.code):
            _interrupt(way)
            if len(octets) < _SHORTEST or u16(octets, 2) != len(octets):
                return
            way.faces[frame.code] = face
        if frame.code == ECHO_REQUEST:
            self._ask(way, one)
        else:
            self._answer(way, one)

    def _ask(self, way: _Way, one: _Numbered) -> None:
        frame = one.frame
        if way.asked.pop(frame.identifier, None) is not None:
            _interrupt(way)
        way.asked[frame.identifier] = one
        if way.last_ns is not None and not 0 <= frame.time_ns - way.last_ns <= SILENCE_NS:
            _interrupt(way)
        way.last_ns = frame.time_ns
        if way.partner is None:
            where = frame.ref.capture, way.key.source, way.key.destination, frame.identifier
            since = frame.time_ns - PROMPT_NS
            recent = [each for each in self._asking.pop(where, ()) if each[1].frame.time_ns >= since]
            _make_room(self._asking)
            self._asking[where] = [*recent[-MOST_ALIKE:], (way, one)]

    def _answer(self, way: _Way, one: _Numbered) -> None:
        asker = way.partner
        request = asker.asked.pop(one.frame.identifier, None) if asker is not None else None
        if asker is None or request is None:
            _interrupt(way)
            self._guess(way, one)
        elif _is_everyday(asker, request, one):
            self._count(asker, way, (request, one))
        else:
            _interrupt(asker)
            asker.asked = {each: it for each, it in asker.asked.items() if it.number > request.number}

    def _count(self, asker: _Way, answerer: _Way, pair: tuple[_Numbered, _Numbered]) -> None:
        if asker.fresh < KEPT:
            asker.fresh += 1
            return
        asker.recent.append(pair)
        if len(asker.recent) <= KEPT:
            return
        request, reply = asker.recent.pop(0)
        del self._frames[request.number], self._frames[reply.number]
        if asker.run is None:
            asker.run = EchoRun(request.frame, reply.frame)
            self.runs.setdefault(asker.key, []).append((answerer.key, asker.run))
        asker.run.add(request.frame.time_ns, reply.frame.time_ns)

    def _learn(self, key: FlowKey, frame: PppFrame) -> None:
        """Two directions are one session if one acknowledges the magic number of the other."""
        capture, said = frame.ref.capture, frame.octets[1:]
        if _MAGIC_OPTION not in said:
            return
        if frame.code == CONFIGURE_REQUEST:
            where = capture, key.source, key.destination, said
            is_first = self._configuring.get(where, key) == key
            _make_room(self._configuring)
            self._configuring[where] = key if is_first else None
        elif frame.code == CONFIGURE_ACK:
            asking = self._configuring.pop((capture, key.destination, key.source, said), None)
            if asking is not None:
                _join(self._way(capture, asking), self._way(capture, key))

    def _guess(self, way: _Way, reply: _Numbered) -> None:
        """Note which direction this reply answers, where only one can be meant."""
        frame = reply.frame
        where = frame.ref.capture, way.key.destination, way.key.source, frame.identifier
        waiting = [
            asker
            for asker, request in self._asking.get(where, ())
            if asker.asked.get(frame.identifier) is request and 0 <= frame.time_ns - request.frame.time_ns <= PROMPT_NS
        ]
        if len(waiting) != 1:
            return
        (asker,) = waiting
        del asker.asked[frame.identifier]
        asker.votes = asker.votes + 1 if asker.guess is way and way.guess is asker else 1
        asker.guess, way.guess = way, asker
        if asker.votes >= SURE:
            _join(asker, way)

    def _way(self, capture: int, key: FlowKey) -> _Way:
        found = self._ways.get((capture, key))
        if found is None:
            found = self._ways[capture, key] = _Way(key)
        return found


def _is_everyday(asker: _Way, request: _Numbered, reply: _Numbered) -> bool:
    """In time, not come back by a loop (RFC 1661 6.4), and no older request is without an answer."""
    if asker.asked and next(iter(asker.asked.values())).number < request.number:
        return False
    magic = request.frame.octets[4:8]
    in_time = 0 <= reply.frame.time_ns - request.frame.time_ns <= PROMPT_NS
    return in_time and (magic == _NO_MAGIC or magic != reply.frame.octets[4:8])


def _join(one: _Way, other: _Way) -> None:
    for way in (one, other):
        _interrupt(way)
        if way.partner is not None:
            way.partner.partner = None
    one.partner, other.partner = other, one


def _interrupt(way: _Way) -> None:
    """Something is not everyday: the pairs before it stay frames, and so will those after it."""
    for each in (way, way.partner):
        if each is not None and (each.fresh or each.run is not None):
            each.fresh, each.run = 0, None
            each.recent.clear()


def _make_room(waiting: dict[Any, Any]) -> None:
    """What has waited longest goes where the table is full."""
    if len(waiting) >= MOST_WAITING:
        del waiting[next(iter(waiting))]
