"""Gaps in the Ns of one side that the other never saw filled."""

from itertools import pairwise
from typing import NamedTuple

from l2tpscope.conversation.model import Delivery, Side, Transmission, Tunnel


class Gap(NamedTuple):
    """Messages sent beyond an Ns that the receiver still waits for.

    expected  the first missing Ns (0 to 65535); missing: how many are missing
    beyond    the messages after the gap, none of them acknowledged
    waiting   a frame of the receiver, sent after the first of them, whose Nr asks for the missing one
    """

    expected: int
    missing: int
    beyond: list[Delivery]
    waiting: Transmission


def unfilled(tunnel: Tunnel, side: Side) -> Gap | None:
    """The first gap in this side's Ns that was never filled nor acknowledged while its peer asked for it."""
    deliveries = tunnel.deliveries[side]
    for index, (before, after) in enumerate(pairwise(deliveries), 1):
        missing = after.ns_unwrapped - before.ns_unwrapped - 1
        if missing > 0 and after.acknowledged_by is None:
            expected = (before.ns + 1) % 0x10000
            waiting = _asking(tunnel, side.other, expected, after.first.time_ns)
            return Gap(expected, missing, deliveries[index:], waiting) if waiting is not None else None
    return None


def _asking(tunnel: Tunnel, receiver: Side, expected: int, after_ns: int) -> Transmission | None:
    for transmission in tunnel.transmissions:
        if transmission.sender is receiver and transmission.time_ns > after_ns and transmission.message.nr == expected:
            return transmission
    return None
