"""A timeline as SVG: for the page, where it takes the page's colours, or as a file of its own."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Side
from l2tpscope.render.escape import fitted, plain
from l2tpscope.render.svg import element, line, picture, rectangle, text
from l2tpscope.views.axis import gaps, marks, scale_changes
from l2tpscope.views.clock import bits, duration
from l2tpscope.views.lanes import Lane, Phase
from l2tpscope.views.rates import Rate
from l2tpscope.views.timeline import Tick, TickKind, Timeline

WIDTH, LEFT, RIGHT = 1080.0, 190.0, 1010.0
TOP, LANE, RATE = 30.0, 28.0, 56.0
FILLS = {
    Phase.SETTING_UP: ("oddbg", "odd"),
    Phase.ESTABLISHED: ("goodbg", "good"),
    Phase.WAITING: ("badbg", "bad"),
    Phase.BEFORE: ("panel", "mute"),
}
STROKES = {TickKind.MESSAGE: "acc", TickKind.AGAIN: "odd", TickKind.UNANSWERED: "bad", TickKind.PPP: "mute"}
LETTER = 6.6
"""Width of a letter of 12 pixels, on average."""
NAME_LETTERS = 27


class _Canvas:
    """Where things stand: x of moments, y of rows."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.lanes_end = TOP + LANE * len(timeline.lanes)
        self.ticks_end = self.lanes_end + LANE * len(timeline.senders)
        self.bottom = self.ticks_end + (RATE + 12 if timeline.rates else 4)
        self.height = self.bottom + (56 if timeline.left_out else 38)

    def x(self, time_ns: int) -> float:
        """The column of a moment."""
        return LEFT + self.timeline.axis.place(time_ns) * (RIGHT - LEFT)


def timeline_svg(timeline: Timeline, *, standalone: bool = True) -> str:
    """The picture as SVG text; the same timeline gives the same octets."""
    canvas = _Canvas(timeline)
    parts = [
        *_quiet(canvas),
        *_axis(canvas),
        *(part for row, lane in enumerate(timeline.lanes) for part in _lane(lane, TOP + LANE * row, canvas)),
        *_ticks(canvas),
        *_rates(canvas),
        *_flags(canvas),
    ]
    if timeline.left_out:
        parts.append(text(0, canvas.height - 8, timeline.left_out, "mute"))
    return picture(WIDTH, canvas.height, f"Timeline: {timeline.title}", parts, standalone=standalone)


def _quiet(canvas: _Canvas) -> Iterator[str]:
    for piece in gaps(canvas.timeline.axis):
        begin, end = canvas.x(piece.begin_ns), LEFT + piece.right * (RIGHT - LEFT)
        yield rectangle((begin, TOP - 6), (end - begin, canvas.bottom - TOP + 6), "panel")
        middle = (begin + end) / 2
        yield text(
            middle, canvas.bottom + 34, f"{duration(piece.end_ns - piece.begin_ns)} quiet", "mute small", "middle"
        )
    for place in scale_changes(canvas.timeline.axis):
        x = LEFT + place * (RIGHT - LEFT)
        yield line(x, TOP - 6, x, canvas.bottom, "line", stroke_dasharray="2 3")


def _axis(canvas: _Canvas) -> Iterator[str]:
    yield line(LEFT, canvas.bottom, RIGHT, canvas.bottom, "mute")
    for moment in marks(canvas.timeline.axis):
        x = canvas.x(moment)
        yield line(x, canvas.bottom, x, canvas.bottom + 5, "mute")
        anchor = "start" if x < LEFT + 20 else "end" if x > RIGHT - 20 else "middle"
        yield text(x, canvas.bottom + 18, duration(moment - canvas.timeline.zero_ns), "mute", anchor)


def _name(words: str, y: float, class_: str = "") -> str:
    return text(0, y, fitted(plain(words), NAME_LETTERS), class_)


def _lane(lane: Lane, y: float, canvas: _Canvas) -> Iterator[str]:
    yield _name(("✗ " if lane.failed else "") + lane.name, y + 17, "bad bold" if lane.failed else "")
    for bar in lane.bars:
        begin, end = canvas.x(bar.begin_ns), canvas.x(bar.end_ns)
        fill, stroke = FILLS[bar.phase]
        yield rectangle((begin, y + 2), (max(end - begin, 2), LANE - 8), fill, stroke)
        if (end - begin) > LETTER * len(bar.phase) + 8:
            yield text(begin + 6, y + 16, bar.phase)
    if lane.ending and lane.bars:
        yield text(canvas.x(lane.bars[-1].end_ns) + 5, y + 16, lane.ending, "bold")


def _ticks(canvas: _Canvas) -> Iterator[str]:
    for row, (side, name) in enumerate(canvas.timeline.senders):
        y = canvas.lanes_end + LANE * row
        sign = "→" if side is Side.INITIATOR else "←"
        yield _name(f"{sign} {name}", y + 17)
        yield line(LEFT, y + LANE / 2, RIGHT, y + LANE / 2, "line")
        for tick in canvas.timeline.ticks:
            if tick.sender is side:
                yield _tick(tick, canvas.x(tick.time_ns), y)


def _tick(tick: Tick, x: float, y: float) -> str:
    """Kinds differ in shape as well as in colour: full, dashed, crossed, short."""
    stroke = STROKES[tick.kind]
    if tick.kind is TickKind.PPP:
        return line(x, y + 11, x, y + 17, stroke, stroke_width=1.5)
    dashes: dict[str, str | float] = {"stroke_dasharray": "3 2"} if tick.kind is TickKind.AGAIN else {}
    drawn = line(x, y + 5, x, y + 23, stroke, stroke_width=2, **dashes)
    if tick.kind is TickKind.UNANSWERED:
        drawn += line(x - 4, y + 2, x + 4, y + 9, stroke, stroke_width=1.5)
        drawn += line(x - 4, y + 9, x + 4, y + 2, stroke, stroke_width=1.5)
    return drawn


def _rates(canvas: _Canvas) -> Iterator[str]:
    for rate in canvas.timeline.rates:
        middle = canvas.ticks_end + 8 + RATE / 2
        upward = rate.sender is Side.INITIATOR
        if upward:
            yield _name(f"data, at most {bits(rate.highest)}", middle - 4)
            yield _name("↑ sent by →   ↓ sent by ←", middle + 11, "mute small")
            yield line(LEFT, middle, RIGHT, middle, "line")
        yield _area(rate, middle, canvas, upward=upward)


def _area(rate: Rate, middle: float, canvas: _Canvas, *, upward: bool) -> str:
    path = []
    for begin, end, speed in rate.steps:
        x1, x2 = canvas.x(begin), canvas.x(end)
        height = max(speed / rate.highest * RATE / 2, 1)
        path.append(f"M{x1:.1f} {middle:.1f}v{-height if upward else height:.1f}H{x2:.1f}V{middle:.1f}Z")
    return element("path", d="".join(path), fill=f"var(--l2-{'acc' if upward else 'good'})")


def _flags(canvas: _Canvas) -> Iterator[str]:
    """Numbers of findings above the lanes, those at one place side by side."""
    reached = LEFT - 20
    for flag in sorted(canvas.timeline.flags, key=lambda one: (one.time_ns, one.number)):
        x = canvas.x(flag.time_ns)
        colour = "bad" if flag.grave else "mute"
        yield line(x, TOP - 8, x, canvas.ticks_end, colour, stroke_dasharray="2 3")
        place = max(x, reached + 18)
        reached = place
        yield text(place, TOP - 12, f"[{flag.number}]", f"{colour} bold small", "middle")
