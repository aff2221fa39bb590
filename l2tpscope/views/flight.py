"""Messages in flight: how many of each side are sent and not acknowledged yet, beside the window of its peer."""

from collections.abc import Iterator
from itertools import pairwise

from l2tpscope.conversation.model import SIDES, Side, Tunnel
from l2tpscope.rules.window import DEFAULT_WINDOW
from l2tpscope.views.axis import Axis
from l2tpscope.views.rates import COLUMNS
from l2tpscope.views.strips import Levels

NEAR = 4
"""A window of more times as much as ever was in flight is not worth its room."""


def in_flight(tunnel: Tunnel, axis: Axis) -> Levels | None:
    """The most unacknowledged messages of each side in each column of the axis; None where there never was one."""
    steps = {side: tuple(_highest(tunnel, side, axis)) for side in SIDES}
    highest = {side: max((count for _, _, count in steps[side]), default=0) for side in SIDES}
    if not any(highest.values()):
        return None
    windows = {side: _window(tunnel, side) for side in SIDES if _is_known(tunnel, side)}
    words = ", ".join(
        f"{sign} {highest[side]:g}" + (f" of {windows[side]}" if side in windows else "")
        for side, sign in ((Side.INITIATOR, "→"), (Side.RECIPIENT, "←"))
        if highest[side]
    )
    most = max(highest.values())
    near = {side: window for side, window in windows.items() if highest[side] and window <= NEAR * most}
    return Levels("in flight", steps, most, f"at most {words}", near)


def _is_known(tunnel: Tunnel, side: Side) -> bool:
    """True if the message in which the peer of this side announces its window was captured (RFC 2661 4.4.3)."""
    return tunnel.beginning_seen and tunnel.ends[side.other].host_name is not None


def _window(tunnel: Tunnel, side: Side) -> int:
    return tunnel.ends[side.other].receive_window_size or DEFAULT_WINDOW


def _changes(tunnel: Tunnel, side: Side) -> Iterator[tuple[int, int]]:
    """(time, +1 or -1): sent, and acknowledged; what never was stays in flight until the tunnel ends, or to the end."""
    end = tunnel.end.time_ns if tunnel.end is not None else None
    for delivery in tunnel.deliveries[side]:
        yield delivery.first.time_ns, 1
        if delivery.acknowledged_by is not None:
            yield delivery.acknowledged_by.time_ns, -1
        elif end is not None:
            yield max(end, delivery.last.time_ns), -1


def _highest(tunnel: Tunnel, side: Side, axis: Axis) -> Iterator[tuple[int, int, float]]:
    """(begin, end, messages) of each stretch of the same height, at the fineness of the columns of the axis."""
    heights: dict[int, int] = {}
    count = 0
    changes = sorted(_changes(tunnel, side))
    for (moment, change), (until, _) in pairwise([*changes, (axis.end_ns, 0)]):
        count += change
        first, last = (min(int(axis.place(at) * COLUMNS), COLUMNS - 1) for at in (moment, until))
        for column in range(first, last + 1) if count else ():
            heights[column] = max(heights.get(column, 0), count)
    yield from _runs(heights, axis.edges(COLUMNS))


def _runs(heights: dict[int, int], edges: list[int]) -> Iterator[tuple[int, int, float]]:
    """Neighbouring columns of the same height as one step."""
    columns = sorted(heights)
    begin = 0
    for at, column in enumerate(columns):
        after = columns[at + 1] if at + 1 < len(columns) else None
        if after != column + 1 or heights[after] != heights[column]:
            yield edges[columns[begin]], edges[column + 1], heights[column]
            begin = at + 1
