"""What findings, states, acknowledgments, copies and holes say about single frames of a tunnel."""

from collections import deque
from collections.abc import Iterable, Iterator

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import SIDES, Delivery, Ending, Side, Transmission, Tunnel
from l2tpscope.rules.finding import Finding
from l2tpscope.views.rows import Entered, Missing
from l2tpscope.wire.ppp.numbers import protocol_name

Numbered = Iterable[tuple[int, Finding]]
NUMBERS, AHEAD = 65_536, 32_768
"""Ns and Nr count modulo the first; one is beyond another by less than the second (RFC 2661 5.8)."""


class Margin:
    """Notes by frame: finding numbers, states entered, what it acknowledges, copies.

    has_both    False where the capture shows one direction only, so that nothing can be called unanswered
    """

    def __init__(self, tunnel: Tunnel, findings: Numbered, *, has_both: bool = True) -> None:
        self.has_both = has_both
        self.findings: dict[FrameRef, list[int]] = {}
        for number, finding in findings:
            for evidence in finding.evidence:
                self.findings.setdefault(evidence.ref, []).append(number)
        self.states: dict[FrameRef, list[Entered]] = {}
        for ref, entered in (*_changes(tunnel), *_endings(tunnel), *_opened(tunnel)):
            self.states.setdefault(ref, []).append(entered)
        self.acknowledges: dict[FrameRef, list[Delivery]] = {}
        for delivery in (one for deliveries in tunnel.deliveries.values() for one in deliveries):
            if delivery.acknowledged_by is not None:
                self.acknowledges.setdefault(delivery.acknowledged_by.ref, []).append(delivery)
        self.copies: dict[FrameRef, list[FrameRef]] = {}
        for transmission in tunnel.transmissions:
            if transmission.duplicate_of is not None:
                self.copies.setdefault(transmission.duplicate_of.ref, []).append(transmission.ref)


def _changes(tunnel: Tunnel) -> Iterator[tuple[FrameRef, Entered]]:
    for change in tunnel.changes:
        yield change.at.ref, Entered(change.side, change.new, change.session.index if change.session else None)


def _endings(tunnel: Tunnel) -> Iterator[tuple[FrameRef, Entered]]:
    """Who sends StopCCN or CDN has closed; the other side has when it acknowledges that."""
    yield from _closed(tunnel.end, None)
    for session in tunnel.sessions:
        yield from _closed(session.end, session.index)


def _closed(end: Ending | None, session: str | None) -> Iterator[tuple[FrameRef, Entered]]:
    sent = end.transmission if end is not None else None
    if sent is None:
        return
    yield sent.ref, Entered(sent.sender, "closed", session)
    if sent.delivery is not None and sent.delivery.acknowledged_by is not None:
        yield sent.delivery.acknowledged_by.ref, Entered(sent.sender.other, "closed", session)


def _opened(tunnel: Tunnel) -> Iterator[tuple[FrameRef, Entered]]:
    """The frame that completed each negotiation of PPP, with what is open from then on, for both sides."""
    for session in tunnel.talking:
        for each in session.link.negotiations.values() if session.link is not None else ():
            if each.opened is not None:
                yield each.opened.ref, Entered(None, f"{protocol_name(each.protocol)} opened", session.index)


def missing_rows(tunnel: Tunnel) -> Iterator[Missing]:
    """Messages that were not captured, before the first frame that shows that they had been sent."""
    for side in SIDES:
        waiting = deque(tunnel.not_captured[side])
        for sent in tunnel.transmissions if waiting else ():
            beyond, known = _sent_before(sent, side), []
            while waiting and beyond is not None and 0 < (beyond - waiting[0]) % NUMBERS < AHEAD:
                known.append(waiting.popleft())
            for first, last in _runs(known):
                yield Missing(sent.ref, sent.time_ns, sent.time_ns, side, first % NUMBERS, last % NUMBERS)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """(first, last) of each run of consecutive numbers."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


def _sent_before(sent: Transmission, side: Side) -> int | None:
    """All Ns before this one must have been sent by `side`: its own later one, or the Nr of its peer."""
    return sent.message.ns if sent.sender is side else sent.message.nr
