"""Miscounts of Ns and Nr by one side: what RFC 2661 5.8 rules out whatever the capture may have missed."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from l2tpscope.conversation.model import Delivery, Side, Transmission, Tunnel
from l2tpscope.rules.gaps import unfilled
from l2tpscope.wire.messages import SCCRP, SCCRQ

# RFC 2661 5.8: an implementation "MUST accept a window of up to 4"; who announces none has 4 (4.4.3).
DEFAULT_WINDOW = 4
# One message seen after its acknowledgment may be a frame that the capture lost and its retransmission.
UNSENT = 2


class Miscount(NamedTuple):
    """What a side does wrong, for a sentence of which it is the subject; the frames; whether it blocks the tunnel."""

    what: str
    where: list[Transmission]
    blocks: bool


def miscounts(tunnel: Tunnel, side: Side) -> Iterator[Miscount]:
    """All miscounts of one side of one tunnel."""
    yield from _first_not_zero(tunnel, side)
    yield from _number_reused(tunnel, side)
    yield from _jump(tunnel, side)
    yield from _unsent_acknowledged(tunnel, side)


def _first_not_zero(tunnel: Tunnel, side: Side) -> Iterator[Miscount]:
    opening = SCCRQ if side is Side.INITIATOR else SCCRP
    first = next((d for d in tunnel.deliveries[side] if d.type == opening), None)
    if first is not None and first.ns:
        stuck = first.acknowledged_by is None
        yield Miscount(f"begins with Ns={first.ns} instead of 0", [first.first], blocks=stuck)


def _number_reused(tunnel: Tunnel, side: Side) -> Iterator[Miscount]:
    for before, after in pairwise(tunnel.deliveries[side]):
        if before.ns_unwrapped == after.ns_unwrapped and None not in (before.type, after.type):
            yield Miscount(f"uses Ns={after.ns} for two messages", [before.first, after.first], blocks=True)
            return


def _jump(tunnel: Tunnel, side: Side) -> Iterator[Miscount]:
    """A gap that the peer never gets over: a ZLB used up the number, or Ns jumped beyond the window."""
    gap = unfilled(tunnel, side)
    if gap is None:
        return
    beyond: Delivery = gap.beyond[0]
    zlbs = [t for t in tunnel.transmissions if t.sender is side and t.message.is_zlb and t.message.ns == gap.expected]
    before = [t for t in zlbs if t.time_ns < beyond.first.time_ns]
    window = tunnel.ends[side.other].receive_window_size or DEFAULT_WINDOW
    if before and gap.missing == 1:
        what = f"counts its ZLB with Ns={gap.expected} as a message and goes on with Ns={beyond.ns}"
        yield Miscount(what, [before[-1], beyond.first, gap.waiting], blocks=True)
    elif gap.missing > window:
        yield Miscount(f"jumps from Ns={gap.expected} to Ns={beyond.ns}", [beyond.first, gap.waiting], blocks=True)


def _unsent_acknowledged(tunnel: Tunnel, side: Side) -> Iterator[Miscount]:
    """Messages of the peer whose Ns this side had covered with its Nr before they were sent for the first time."""
    early: list[Transmission] = []
    if not tunnel.is_ahead:
        return
    sent: Delivery | None = None
    highest: Transmission | None = None
    for transmission in tunnel.transmissions:
        if transmission.sender is side:
            highest = transmission if transmission.duplicate_of is None else highest
        elif highest is not None and transmission.delivery is not None and transmission.is_first:
            new = sent is None or transmission.delivery.ns_unwrapped > sent.ns_unwrapped
            if new and _covers(highest, transmission):
                early += [highest, transmission]
            sent = transmission.delivery if new else sent
    if len(early) >= 2 * UNSENT:
        yield Miscount("acknowledges messages before they are sent", early, blocks=False)


def _covers(acknowledgment: Transmission, message: Transmission) -> bool:
    nr, ns = acknowledgment.message.nr, message.message.ns
    return nr is not None and ns is not None and 0 < (nr - ns) % 0x10000 < 0x8000  # noqa: PLR2004 - half of all numbers
