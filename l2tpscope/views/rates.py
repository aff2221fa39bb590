"""Data rates of a tunnel over its time axis, from the coarse time series of the scan."""

from dataclasses import dataclass

from l2tpscope.conversation.model import SECOND, Side, Tunnel
from l2tpscope.scan.flow import FlowRow
from l2tpscope.views.axis import Axis, Span

COLUMNS = 240


@dataclass(frozen=True, slots=True)
class Rate:
    """One side's data: (begin, end, bit/s) of each stretch, and the highest of both sides to scale by."""

    sender: Side
    steps: tuple[tuple[int, int, float], ...]
    highest: float


def data_spans(tunnel: Tunnel) -> list[Span]:
    """When data flowed, for each row of the scan."""
    return [
        (row.first_ns, row.last_ns)
        for session in tunnel.sessions
        for count in session.sent.values()
        for row in count.rows
        if row.packets > row.ppp
    ]


def rates(tunnel: Tunnel, axis: Axis) -> tuple[Rate, ...]:
    """The rates of both sides, at most 240 steps each; () where no data went."""
    steps = {side: _steps(_amounts(tunnel, side), axis) for side in Side}
    highest = max((rate for side in Side for _, _, rate in steps[side]), default=0.0)
    return tuple(Rate(side, tuple(steps[side]), highest) for side in Side) if highest else ()


def _amounts(tunnel: Tunnel, side: Side) -> list[tuple[int, int, int]]:
    """(begin, end, octets) of all portions of data of one side."""
    found = []
    for session in tunnel.sessions:
        for row in session.sent[side].rows:
            found += _portions(row)
    return sorted(found)


def _portions(row: FlowRow) -> list[tuple[int, int, int]]:
    if not row.bins or not row.bin_ns:
        return [(row.first_ns, row.last_ns, row.octets)]
    return [
        (max(slot * row.bin_ns, row.first_ns), min((slot + 1) * row.bin_ns, row.last_ns), octets)
        for slot, (_, octets) in sorted(row.bins.items())
    ]


def _steps(amounts: list[tuple[int, int, int]], axis: Axis) -> list[tuple[int, int, float]]:
    """Octets spread evenly over the columns of the axis that their time covers."""
    edges = _edges(axis)
    sums = [0.0] * COLUMNS
    for begin, end, octets in amounts:
        first, last = (min(int(axis.place(moment) * COLUMNS), COLUMNS - 1) for moment in (begin, end))
        for column in range(first, last + 1):
            covered = min(edges[column + 1], end) - max(edges[column], begin)
            sums[column] += octets * max(covered, 0) / (end - begin) if end > begin else octets
    return [
        (edges[column], edges[column + 1], 8 * octets * SECOND / max(edges[column + 1] - edges[column], 1))
        for column, octets in enumerate(sums)
        if octets
    ]


def _edges(axis: Axis) -> list[int]:
    """The moments at equal distances along the axis."""
    edges, piece = [], 0
    for column in range(COLUMNS + 1):
        place = column / COLUMNS
        while piece < len(axis.pieces) - 1 and axis.pieces[piece].right < place:
            piece += 1
        part = axis.pieces[piece]
        share = (place - part.left) / (part.right - part.left)
        edges.append(round(part.begin_ns + min(max(share, 0.0), 1.0) * (part.end_ns - part.begin_ns)))
    return edges
