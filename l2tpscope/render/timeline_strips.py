"""The strips of a timeline laid out: each kind of strip at its height, as shapes and words."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10

from l2tpscope.conversation.model import Side
from l2tpscope.render.drawing import LETTER, Item, Path, Point, Shape, Words, dot, rectangle
from l2tpscope.render.escape import cells, fitted, plain
from l2tpscope.render.timeline_glyphs import DASHES, bar, probe, thin_bar, tick
from l2tpscope.views.axis import Axis
from l2tpscope.views.clock import counted, duration
from l2tpscope.views.strips import Counts, Lane, Lanes, Levels, Messages, Phase, Probes, RoundTripTimes, Strip

WIDTH, LEFT, RIGHT = 1080.0, 208.0, 972.0
NAME_LETTERS, DETAIL_LETTERS = 30, 34
TAIL = 7
HEADING, THICK, CLOSE = 27.0, 24.0, 18.0
FEW, SOME, ALL = 14, 30, 720.0
"""So many lanes are drawn thick, so many close together; more share so many pixels."""
MESSAGES, PROBES, GRAPH, HISTOGRAM = 24.0, 36.0, 50.0, 42.0
SIGNS = {Side.INITIATOR: "→", Side.RECIPIENT: "←"}


@dataclass(frozen=True, slots=True)
class Scale:
    """Where moments stand, how high a lane is, and where times begin."""

    axis: Axis
    zero_ns: int
    lane: float

    def x(self, time_ns: int) -> float:
        """The column of a moment."""
        return LEFT + self.axis.place(time_ns) * (RIGHT - LEFT)

    def since(self, time_ns: int) -> str:
        """The time since the beginning in words."""
        return duration(time_ns - self.zero_ns)


def lane_height(lanes: int) -> float:
    """How high one of so many lanes is."""
    if lanes <= FEW:
        return THICK
    return CLOSE if lanes <= SOME else min(max(ALL / lanes, 2.0), 8.0)


def height_of(strip: Strip, scale: Scale) -> float:
    """How much room a strip takes."""
    match strip:
        case Lanes():
            return (HEADING if strip.heading else 0) + scale.lane * len(strip.lanes) + 4
        case Messages():
            return MESSAGES
        case Probes():
            return PROBES
        case Counts():
            return HISTOGRAM
    return GRAPH


def drawn(strip: Strip, y: float, scale: Scale) -> Iterator[Item]:
    """A strip from `y` downwards."""
    match strip:
        case Lanes():
            yield from _lanes(strip, y, scale)
        case Messages():
            yield from _messages(strip, y, scale)
        case Probes():
            yield from _probes(strip, y, scale)
        case RoundTripTimes():
            yield from _round_trip_times(strip, y, scale)
        case Levels():
            yield from _levels(strip, y, scale)
        case Counts():
            yield from _counts(strip, y, scale)


def named(name: str, y: float, detail: str = "") -> Iterator[Item]:
    """The name of a strip at the left edge, and a line below it."""
    yield Words(0, y, fitted(plain(name), NAME_LETTERS))
    if detail:
        yield Words(0, y + 14, fitted(plain(detail), DETAIL_LETTERS), "mute", small=True)


def _lanes(strip: Lanes, y: float, scale: Scale) -> Iterator[Item]:
    top = y
    if strip.heading:
        yield Words(0, y + 16, plain(strip.heading), bold=True)
        top += HEADING
    if scale.lane >= CLOSE:
        for row, lane in enumerate(strip.lanes):
            yield from _lane(lane, top + scale.lane * row, scale)
    else:
        yield from _thin(strip.lanes, top, scale)


def _lane(lane: Lane, y: float, scale: Scale) -> Iterator[Item]:
    middle = y + scale.lane / 2
    yield _lane_name(lane, middle + 4)
    for one in lane.bars:
        begin, end = scale.x(one.begin_ns), scale.x(one.end_ns)
        room = LETTER * len(one.phase) + 12
        box = (begin, y + 2, max(end - begin, 2), scale.lane - 5)
        title = f"{lane.name}: {one.phase}, {scale.since(one.begin_ns)} to {scale.since(one.end_ns)}"
        yield from bar(one.phase, box, plain(title), room if end - begin > room else 0)
        if end - begin > room:
            yield Words(begin + 6, middle + 4, one.phase)
    if lane.ending and lane.bars:
        yield Words(scale.x(max(one.end_ns for one in lane.bars)) + 5, middle + 4, lane.ending, bold=True)


def _lane_name(lane: Lane, y: float) -> Words:
    """The name with its findings: "✗ 3  192.0.2.10:4711  [1]"."""
    marks = f" [{lane.numbers[0]}]" + (" …" if len(lane.numbers) > 1 else "") if lane.numbers else ""
    name = plain(("✗ " if lane.failed else "") + lane.name)
    room = NAME_LETTERS - len(marks)
    if cells(name) > room:  # the ID at the end tells tunnels apart
        name = fitted(name[:-TAIL], room - TAIL) + name[-TAIL:]
    return Words(0, y, name + marks, "bad" if lane.failed else "ink", bold=lane.failed, link=lane.anchor)


def _thin(lanes: tuple[Lane, ...], y: float, scale: Scale) -> Iterator[Item]:
    """Lanes as lines; only some have room for a name, those with findings before others."""
    for phase in Phase:
        paths = tuple(
            ((begin, middle), (max(scale.x(one.end_ns), begin + 1.5), middle))
            for row, lane in enumerate(lanes)
            for one in lane.bars
            if one.phase is phase
            for begin, middle in ((scale.x(one.begin_ns), y + scale.lane * (row + 0.5)),)
        )
        if paths:
            yield thin_bar(phase, paths, scale.lane)
    reached = y - CLOSE
    for row, lane in enumerate(lanes):
        middle = y + scale.lane * (row + 0.5) + 4
        room = CLOSE - 3 if lane.failed or lane.numbers else 3 * CLOSE
        if middle - reached >= room or not row:
            yield _lane_name(lane, middle)
            reached = middle


def _messages(strip: Messages, y: float, scale: Scale) -> Iterator[Item]:
    middle = y + MESSAGES / 2
    yield from named(f"{SIGNS[strip.sender]} {strip.name}", middle + 4)
    yield Shape((((LEFT, middle), (RIGHT, middle)),), stroke="line")
    for one in sorted(strip.ticks, key=lambda one: (one.kind, one.time_ns)):
        times = f"{counted(one.count, 'frame')}, " if one.count > 1 else ""
        title = f"{scale.since(one.time_ns)}: {times}{one.label}, {one.kind}"
        yield from tick(one.kind, scale.x(one.time_ns), middle, plain(title))


def _probes(strip: Probes, y: float, scale: Scale) -> Iterator[Item]:
    """Of the initiator above the line, of the recipient below it."""
    middle = y + PROBES / 2
    yield from named(strip.name, middle - 3, strip.words)
    yield Shape((((LEFT, middle), (RIGHT, middle)),), stroke="line")
    for one in sorted(strip.probes, key=lambda one: (one.outcome, one.time_ns)):
        took = f" after {duration(one.answered_after_ns)}" if one.answered_after_ns is not None else ""
        title = f"{scale.since(one.time_ns)}: {strip.name} of the {one.sender}, {one.outcome}{took}"
        yield from probe(one.outcome, scale.x(one.time_ns), middle + _aside(one.sender, 6), title)


def _aside(side: Side, distance: float) -> float:
    """Above for the initiator, below for the recipient."""
    return -distance if side is Side.INITIATOR else distance


def _round_trip_times(strip: RoundTripTimes, y: float, scale: Scale) -> Iterator[Item]:
    """On a logarithmic scale of whole decades: full dots of the initiator, empty ones of the recipient."""
    yield from named(strip.name, y + 20, strip.words)
    took = [max(one.took_ns, 1) for one in strip.samples]
    low = floor(log10(min(took)))
    high = max(floor(log10(max(took))) + 1, low + 1)
    bottom, room = y + GRAPH - 6, GRAPH - 14
    for decade in range(low, high + 1):
        at = bottom - room * (decade - low) / (high - low)
        yield Shape((((LEFT, at), (RIGHT, at)),), stroke="line", width=0.6)
        if decade in (low, high):
            yield Words(RIGHT + 6, at + 4, duration(10**decade), "mute", small=True)
    for one in strip.samples:
        at = bottom - room * (log10(max(one.took_ns, 1)) - low) / (high - low)
        place = (dot(scale.x(one.time_ns), at, 2.6),)
        title = f"{scale.since(one.time_ns)}: {one.label} of the {one.sender}, {duration(one.took_ns)}"
        is_full = one.sender is Side.INITIATOR
        yield Shape(place, fill="acc" if is_full else "bg", stroke="acc", width=1.2, title=plain(title))


def _levels(strip: Levels, y: float, scale: Scale) -> Iterator[Item]:
    """Steps of the initiator upwards, of the recipient downwards; dashed is the limit."""
    middle, half = y + GRAPH / 2, GRAPH / 2 - 4
    top = max([strip.highest, *strip.limits.values()])
    yield from named(strip.name, middle - 3, strip.words)
    for side, steps in strip.steps.items():
        placed = [
            (scale.x(first), max(scale.x(last), scale.x(first) + 1), middle + _aside(side, max(half * amount / top, 1)))
            for first, last, amount in steps
        ]
        if placed:
            yield Shape(tuple(_outlines(placed, middle)), fill="acc" if side is Side.INITIATOR else "good")
        if side in strip.limits:
            at = middle + _aside(side, half * strip.limits[side] / top)
            title = f"window of {strip.limits[side]} messages"
            yield Shape((((LEFT, at), (RIGHT, at)),), stroke="odd", dashes=DASHES, title=title)
    yield Shape((((LEFT, middle), (RIGHT, middle)),), stroke="line")


def _outlines(steps: list[tuple[float, float, float]], base: float) -> Iterator[Path]:
    """The outline of each run of (left, right, y) that touch each other, down to the base."""
    outline: list[Point] = []
    reached = 0.0
    for left, right, y in steps:
        if outline and left > reached + 0.05:
            yield *outline, (reached, base)
            outline = []
        outline += [(left, y), (right, y)] if outline else [(left, base), (left, y), (right, y)]
        reached = right
    yield *outline, (reached, base)


def _counts(strip: Counts, y: float, scale: Scale) -> Iterator[Item]:
    bottom, room = y + HISTOGRAM - 4, HISTOGRAM - 10
    yield from named(strip.name, y + 18, strip.words)
    highest = max(number for _, _, number in strip.intervals)
    for first, last, number in strip.intervals:
        begin, end = scale.x(first), scale.x(last)
        height = max(room * number / highest, 2)
        title = f"{scale.since(first)} to {scale.since(last)}: {number:,} {strip.name}"
        tone = "bad" if strip.grave else "acc"
        yield Shape((rectangle((begin, bottom - height, max(end - begin - 1, 1), height)),), fill=tone, title=title)
    yield Shape((((LEFT, bottom), (RIGHT, bottom)),), stroke="line")
    yield Words(RIGHT + 6, bottom - room + 8, f"{highest:,}", "mute", small=True)
