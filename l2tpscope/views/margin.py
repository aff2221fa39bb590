"""What findings, states, acknowledgments, copies and holes say about single frames of a tunnel."""

from collections.abc import Iterable, Iterator

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Side, Tunnel
from l2tpscope.rules.finding import Finding
from l2tpscope.wire.messages import message_name
from l2tpscope.wire.ppp.numbers import protocol_name

Numbered = Iterable[tuple[int, Finding]]


class Margin:
    """Notes by frame: finding numbers, state changes, what it opens in PPP, what it acknowledges, copies.

    Holes are by side and next Ns.
    """

    def __init__(self, tunnel: Tunnel, findings: Numbered) -> None:
        self.findings: dict[FrameRef, list[int]] = {}
        for number, finding in findings:
            for evidence in finding.evidence:
                self.findings.setdefault(evidence.ref, []).append(number)
        self.states: dict[FrameRef, list[tuple[Side, str]]] = {}
        for change in tunnel.changes:
            shown = f"{change.session.index} {change.new}" if change.session else change.new
            self.states.setdefault(change.at.ref, []).append((change.side, shown))
        self.opened = dict(_opened(tunnel))
        self.acknowledges: dict[FrameRef, list[str]] = {}
        for delivery in (one for deliveries in tunnel.deliveries.values() for one in deliveries):
            if delivery.acknowledged_by is not None:
                name = message_name(delivery.type)
                self.acknowledges.setdefault(delivery.acknowledged_by.ref, []).append(name)
        self.copies: dict[FrameRef, list[FrameRef]] = {}
        for transmission in tunnel.transmissions:
            if transmission.duplicate_of is not None:
                self.copies.setdefault(transmission.duplicate_of.ref, []).append(transmission.ref)
        self.holes = {side: dict(_holes(missing)) for side, missing in tunnel.not_captured.items()}


def _opened(tunnel: Tunnel) -> Iterator[tuple[FrameRef, list[tuple[Side, str]]]]:
    """The frame that completed each negotiation of PPP, with what is open from then on, for both sides."""
    for session in tunnel.talking:
        for each in session.link.negotiations.values() if session.link is not None else ():
            if each.opened is not None:
                yield each.opened.ref, [(side, f"{protocol_name(each.protocol)} opened") for side in Side]


def _holes(missing: list[int]) -> Iterator[tuple[int, list[int]]]:
    """(the Ns that follows, the missing ones before it) of each run of messages that were not captured."""
    run: list[int] = []
    for ns in missing:
        if run and ns != run[-1] + 1:
            yield (run[-1] + 1) % 65536, run
            run = []
        run = [*run, ns]
    if run:
        yield (run[-1] + 1) % 65536, run
