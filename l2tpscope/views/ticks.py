"""Ticks of a timeline: the messages of both sides, those at one place as one."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Side, Transmission, Tunnel
from l2tpscope.views.axis import Axis
from l2tpscope.views.describe import label
from l2tpscope.views.ends import end_name
from l2tpscope.views.ppp import ppp_label
from l2tpscope.views.strips import Messages, Tick, TickKind
from l2tpscope.views.unanswered import is_unanswered

FINEST = 1_000
"""Ticks closer than this part of the axis are one tick."""
MOST = 110
"""Ticks of one side; where there are more, places are made wider until there are not."""


def messages(tunnel: Tunnel, axis: Axis, until_ns: int | None) -> tuple[Messages, ...]:
    """A strip of ticks for each side; `until_ns`: until when an answer would have been captured, None: nobody knows."""
    return tuple(
        Messages(side, end_name(tunnel, side), tuple(_thinned([*_ticks(tunnel, side, until_ns)], axis)))
        for side in SIDES
    )


def _ticks(tunnel: Tunnel, side: Side, until_ns: int | None) -> Iterator[Tick]:
    for transmission in tunnel.transmissions:
        if transmission.sender is side and transmission.duplicate_of is None:
            yield Tick(transmission.time_ns, _kind(transmission, until_ns), label(transmission))
    for session in tunnel.sessions:
        for frame in session.ppp:
            if frame.sender is side:
                yield Tick(frame.time_ns, TickKind.PPP, ppp_label(frame))
        for run in session.echo_runs:
            is_asking = run.request.sender is side
            for asked_ns, rtt_ns in run.samples():
                yield Tick(asked_ns + (0 if is_asking else rtt_ns), TickKind.PPP, f"one of {2 * run.count} LCP echoes")


def _kind(transmission: Transmission, until_ns: int | None) -> TickKind:
    delivery = transmission.delivery
    if delivery is None:
        return TickKind.ZLB
    if delivery.acknowledged_by is None and until_ns is not None:
        return TickKind.UNANSWERED if is_unanswered(delivery, transmission.tunnel, until_ns) else TickKind.OPEN
    return TickKind.MESSAGE if transmission.is_first else TickKind.AGAIN


def _thinned(ticks: list[Tick], axis: Axis) -> list[Tick]:
    """A hundred thousand messages are not a hundred thousand ticks: those of a kind at one place are one."""
    fineness = FINEST
    merged = _merged(ticks, axis, fineness)
    while len(merged) > MOST and fineness > 1:
        fineness //= 2
        merged = _merged(ticks, axis, fineness)
    return merged


def _merged(ticks: list[Tick], axis: Axis, fineness: int) -> list[Tick]:
    places: dict[tuple[TickKind, int], list[Tick]] = {}
    for tick in ticks:
        places.setdefault((tick.kind, round(axis.place(tick.time_ns) * fineness)), []).append(tick)
    return [_together(one) for one in places.values()]


def _together(ticks: list[Tick]) -> Tick:
    """As one tick at the first, with the names of the first few."""
    names = dict.fromkeys(tick.label for tick in ticks)
    label_ = ", ".join([*names][:4]) + (", …" if len(names) > 4 else "")  # noqa: PLR2004 - what a tip can hold
    return Tick(ticks[0].time_ns, ticks[0].kind, label_, len(ticks))
