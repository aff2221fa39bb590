"""A timeline laid out: strips below each other, time below them, findings above, and what the signs mean."""

from collections.abc import Iterator

from l2tpscope.render.drawing import LETTER, SMALL_LETTER, Drawing, Item, Shape, Words, rectangle
from l2tpscope.render.escape import plain
from l2tpscope.render.timeline_glyphs import DASHES, PHASES, THIN, bar, probe, thin_bar, tick
from l2tpscope.render.timeline_strips import (
    CLOSE,
    LEFT,
    RIGHT,
    WIDTH,
    Scale,
    drawn,
    height_of,
    lane_height,
)
from l2tpscope.views.axis import gaps
from l2tpscope.views.clock import duration, instant
from l2tpscope.views.marks import marks
from l2tpscope.views.strips import Flag, Lanes, Levels, Messages, Outcome, Phase, Probes, Strip, TickKind, Timeline

TITLE, FLAG_ROW, FLAG_ROWS, LEGEND_ROW = 26.0, 15.0, 3, 18.0
MARGIN = 12.0


def laid_out(timeline: Timeline, *, titled: bool) -> Drawing:
    """The picture in pixels; `titled`, as one of its own, it has its title above it and a margin."""
    lanes = sum(len(strip.lanes) for strip in timeline.strips if isinstance(strip, Lanes))
    scale = Scale(timeline.axis, timeline.zero_ns, lane_height(lanes))
    placed = [*_flagged(timeline.flags, scale)]
    top = (TITLE if titled else 4) + FLAG_ROW * (1 + max((row for _, _, row in placed), default=-1)) + 4
    rows, bottom = _stacked(timeline.strips, top, scale)
    legend, end = _legend(timeline, bottom + (56 if len(timeline.axis.pieces) > 1 else 36), scale)
    items: list[Item] = [Words(0, 16, plain(timeline.title), bold=True)] if titled else []
    items += _background(timeline, (top, bottom), scale)
    items += (item for strip, y in rows for item in drawn(strip, y, scale))
    items += _flags(placed, (top, bottom), scale)
    items += legend
    items += (Words(0, end + 14 + 15 * row, note, "mute") for row, note in enumerate(timeline.notes))
    height = end + 4 + 15 * len(timeline.notes) + (6 if timeline.notes else 0)
    title, description = f"Timeline: {plain(timeline.title)}", plain(timeline.description)
    return Drawing(WIDTH, height, title, tuple(items), description, MARGIN if titled else 0)


def _stacked(strips: tuple[Strip, ...], top: float, scale: Scale) -> tuple[list[tuple[Strip, float]], float]:
    """Each strip with its place, and where the last one ends."""
    placed, y = [], top
    for strip in strips:
        placed.append((strip, y))
        y += height_of(strip, scale)
    return placed, y + 4


def _background(timeline: Timeline, span: tuple[float, float], scale: Scale) -> Iterator[Item]:
    """Quiet time, times with lines upwards, and how long each piece is."""
    top, bottom = span
    for piece in gaps(timeline.axis):
        begin, end = scale.x(piece.begin_ns), LEFT + piece.right * (RIGHT - LEFT)
        title = f"{duration(piece.end_ns - piece.begin_ns)} without any message"
        yield Shape((rectangle((begin, top, end - begin, bottom - top)),), fill="panel", title=title)
    for mark in marks(timeline.axis):
        x = scale.x(mark.time_ns)
        yield Shape((((x, top), (x, bottom + 4)),), stroke="line", width=0.6)
        anchor = "start" if x < LEFT + 16 else "end" if x > RIGHT - 16 else "middle"
        yield Words(x, bottom + 17, mark.words, "mute", anchor)
    yield Shape((((LEFT, bottom), (RIGHT, bottom)),), stroke="mute")
    yield Words(0, bottom + 17, f"from {instant(timeline.zero_ns)}", "mute", small=True)
    if len(timeline.axis.pieces) > 1:
        yield from _pieces(timeline, bottom + 26, span)


def _pieces(timeline: Timeline, y: float, span: tuple[float, float]) -> Iterator[Item]:
    """A bracket below each piece of time, with its length; dashed lines upwards where the scale changes."""
    yield Words(0, y + 8, "length of each piece", "mute", small=True)
    for piece in timeline.axis.pieces:
        begin, end = (LEFT + place * (RIGHT - LEFT) for place in (piece.left, piece.right))
        if piece is not timeline.axis.pieces[0]:
            yield Shape((((begin, span[0]), (begin, span[1])),), stroke="mute", width=0.8, dashes=DASHES)
        words = duration(piece.end_ns - piece.begin_ns) + (" quiet" if piece.folded else "")
        if not piece.folded:
            yield Shape((((begin + 2, y), (begin + 2, y + 3), (end - 2, y + 3), (end - 2, y)),), stroke="mute")
        if piece.folded or end - begin > SMALL_LETTER * len(words):
            yield Words((begin + end) / 2, y + 16, words, "mute", "middle", small=True)


def _flagged(flags: tuple[Flag, ...], scale: Scale) -> Iterator[tuple[Flag, float, int]]:
    """(flag, x, row counted upwards) so that the numbers of findings do not cover each other."""
    reached = [0.0] * FLAG_ROWS
    for flag in sorted(flags, key=lambda one: (one.time_ns, one.number)):
        x, half = scale.x(flag.time_ns), (SMALL_LETTER * len(_number(flag)) + 4) / 2
        row = next((row for row in range(FLAG_ROWS) if x - half >= reached[row]), FLAG_ROWS - 1)
        place = min(max(x, reached[row] + half), WIDTH - half)
        reached[row] = place + half
        yield flag, place, row


def _number(flag: Flag) -> str:
    return f"[{flag.number}]"


def _flags(placed: list[tuple[Flag, float, int]], span: tuple[float, float], scale: Scale) -> Iterator[Item]:
    top, bottom = span
    for flag, place, row in placed:
        tone, x = "bad" if flag.grave else "mute", scale.x(flag.time_ns)
        y = top - 6 - FLAG_ROW * row
        title = f"{_number(flag)} {flag.rule}, {scale.since(flag.time_ns)}"
        path = ((place, y + 2), (x, top - 2), (x, bottom))
        yield Shape((path,), stroke=tone, width=1 if flag.grave else 0.6, title=title)
        link, name = f"finding-{flag.number}", f"{_number(flag)} {flag.rule}"
        yield Words(place, y, _number(flag), tone, "middle", bold=True, small=True, link=link, name=name)


def _legend(timeline: Timeline, y: float, scale: Scale) -> tuple[list[Item], float]:
    """The signs that are in the picture with their meaning, in rows; and where the last row ends."""
    items: list[Item] = []
    x, row = 0.0, y
    for sign, words in _signs(timeline, is_thin=scale.lane < CLOSE):
        width = 30 + LETTER * len(words) + 14
        if x + width > WIDTH:
            x, row = 0.0, row + LEGEND_ROW
        items += _sign(sign, (x, row), scale)
        items.append(Words(x + 28, row + 4, words, "mute"))
        x += width
    return items, row + 10


Sign = Phase | TickKind | Outcome | str


def _signs(timeline: Timeline, *, is_thin: bool) -> Iterator[tuple[Sign, str]]:
    lanes = [lane for strip in timeline.strips if isinstance(strip, Lanes) for lane in strip.lanes]
    phases = {one.phase for lane in lanes for one in lane.bars}
    looks: dict[object, list[Phase]] = {}
    for phase in Phase:
        if phase in phases:
            looks.setdefault((PHASES[phase], THIN.get(phase)) if is_thin else phase, []).append(phase)
    yield from ((alike[0], ", ".join(alike)) for alike in looks.values())
    kinds = {one.kind for strip in timeline.strips if isinstance(strip, Messages) for one in strip.ticks}
    yield from ((kind, str(kind)) for kind in TickKind if kind in kinds)
    outcomes = {one.outcome for strip in timeline.strips if isinstance(strip, Probes) for one in strip.probes}
    yield from ((outcome, str(outcome)) for outcome in Outcome if outcome in outcomes)
    if timeline.flags or any(lane.numbers for lane in lanes):
        yield "[n]", "finding"
    levels = [strip for strip in timeline.strips if isinstance(strip, Levels)]
    if any(strip.limits for strip in levels):
        yield "┄┄", "receive window"
    if levels or outcomes:
        yield "↕", "→ above the line, ← below it"


def _sign(sign: Sign, corner: tuple[float, float], scale: Scale) -> Iterator[Item]:
    x, y = corner
    match sign:
        case Phase() if scale.lane < CLOSE:
            yield thin_bar(sign, (((x, y), (x + 22, y)),), max(scale.lane, 6))
        case Phase():
            yield from bar(sign, (x, y - 6, 22, 12))
        case TickKind():
            yield from tick(sign, x + 11, y)
        case Outcome():
            yield from probe(sign, x + 11, y)
        case str():
            yield Words(x + 11, y + 4, sign, "odd" if sign == "┄┄" else "mute", "middle", bold=True, small=True)
