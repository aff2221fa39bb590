"""Data messages of a tunnel as counts between the rungs of its ladder."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from l2tpscope.conversation.model import DataCount, PppFrame, Session, Side, Tunnel
from l2tpscope.scan.flow import FlowRow
from l2tpscope.views.rows import Missing, Phase, Row, Rung, Traffic

PPP_PROTOCOL = 4
"""Octets of a PPP frame before its code: FF 03 and the protocol."""


def traffic(tunnel: Tunnel, session: Session | None) -> Iterator[Traffic]:
    """Data of a tunnel or of one session, in portions of the time series; PPP control frames are not counted again."""
    for one in tunnel.sessions:
        if session is None or one is session:
            for side, count in one.sent.items():
                yield from _of_side(one, side, count)


def _of_side(session: Session, side: Side, count: DataCount) -> Iterator[Traffic]:
    own = sorted(_control(session, side))
    every = sorted(frame.time_ns for frame in session.ppp)
    for row in count.rows:
        if row.packets == row.ppp:
            continue
        for begin, end, packets, octets in _portions(row):
            control = own[bisect_left(own, (begin, 0, 0)) : bisect_left(own, (end + 1, 0, 0))]
            rest = packets - sum(amount for _, amount, _ in control)
            if rest > 0:
                known = sum(amount * size for _, amount, size in control)
                last = bisect_right(every, end)
                after = max(every[last - 1], begin) if last else begin
                yield _portion(side, after, end, (rest, max(octets - known, 0)), session.index)


def _control(session: Session, side: Side) -> Iterator[tuple[int, int, int]]:
    """PPP control frames that this side sent: time, how many, octets of each."""
    for frame in session.ppp:
        if frame.sender is side:
            yield frame.time_ns, 1, _size(frame)
    for run in session.echo_runs:
        frame, slots = (run.request, run.asked) if run.request.sender is side else (run.reply, run.answered)
        for slot, count in slots.counts.items():
            yield max(slot << slots.width, frame.time_ns), count, _size(frame)


def _size(frame: PppFrame) -> int:
    return len(frame.octets) + PPP_PROTOCOL


def _portions(row: FlowRow) -> Iterator[tuple[int, int, int, int]]:
    """(first, last, packets, octets) of each slot of a row's time series; of the row as a whole where it has none."""
    if not row.bins or not row.bin_ns:
        yield row.first_ns, row.last_ns, row.packets, row.octets
        return
    for slot, (packets, octets) in sorted(row.bins.items()):
        begin = max(slot * row.bin_ns, row.first_ns)
        yield begin, max(min((slot + 1) * row.bin_ns - 1, row.last_ns), begin), packets, octets


def _portion(side: Side, begin: int, end: int, amount: tuple[int, int], session: str) -> Traffic:
    initiator, recipient = (amount, (0, 0)) if side is Side.INITIATOR else ((0, 0), amount)
    return Traffic(begin, end, initiator, recipient, session)


def woven(rows: Iterable[Row]) -> list[Row]:
    """Rungs and data in the order of time; portions of data without a rung in between are one row."""
    merged: list[Row] = []
    for row in sorted(rows, key=_place):
        before = merged[-1] if merged else None
        if isinstance(row, Traffic) and isinstance(before, Traffic):
            merged[-1] = added(before, row)
        else:
            merged.append(row)
    return merged


def _place(row: Row) -> tuple[int, int, int, int, int]:
    """What was not captured, and a phase, before the frame that tells of it; data after the frames of its moment."""
    if isinstance(row, Rung | Missing | Phase):
        return row.time_ns, 0, row.ref.capture, row.ref.frame, (Missing, Phase, Rung).index(type(row))
    return row.time_ns, 1, 0, 0, 0


def added(one: Traffic, other: Traffic) -> Traffic:
    """Two portions of data as one; its session is None where they are of several."""
    return Traffic(
        min(one.time_ns, other.time_ns),
        max(one.last_ns, other.last_ns),
        (one.initiator[0] + other.initiator[0], one.initiator[1] + other.initiator[1]),
        (one.recipient[0] + other.recipient[0], one.recipient[1] + other.recipient[1]),
        one.session if one.session == other.session else None,
    )
