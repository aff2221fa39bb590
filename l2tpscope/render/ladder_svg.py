"""A ladder as SVG: for documents and tickets; it brings its own colours, light and dark."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Side
from l2tpscope.render.escape import cells, fitted, plain
from l2tpscope.render.ink import Ink
from l2tpscope.render.svg import element, line, picture, rectangle, text
from l2tpscope.views.clock import counted, duration, octets, offset, seconds
from l2tpscope.views.ladder import Ladder, Lifeline
from l2tpscope.views.report import lifeline_states
from l2tpscope.views.rows import Calm, Omitted, Quiet, Row, Rung, Traffic

WIDTH, TIME, FRAME, LEFT, RIGHT, NOTES = 1080.0, 76.0, 136.0, 160.0, 640.0, 660.0
HEAD, NOTE_LINE, ARROW, GAP = 112.0, 15.0, 34.0, 26.0
LETTERS, PPP_LETTERS = 66, 150
"""Letters of 12 pixels that fit beside the ladder, and above it."""
LIFELINES = {"established": "good", "wait-ctl-reply": "odd", "wait-ctl-conn": "odd"}


def ladder_svg(ladder: Ladder, *, standalone: bool = True) -> str:
    """The picture as SVG text; the same ladder gives the same octets."""
    told = [line for line in ladder.ppp_lines for line in Ink().wrapped(line, PPP_LETTERS)]
    drawn, y = [*_head(ladder), *_ppp(told)], HEAD + NOTE_LINE * len(told)
    states = dict.fromkeys(Side, "idle")
    for row in ladder.rows:
        if isinstance(row, Rung):
            states = lifeline_states(row.states, states)
        notes = _notes(row)
        height = max(ARROW if isinstance(row, Rung) else GAP, NOTE_LINE * len(notes) + 6)
        drawn += _lifelines(y, height, states)
        drawn += _row(row, y, ladder)
        drawn += [text(NOTES, y + 16 + NOTE_LINE * at, words, tone) for at, (words, tone) in enumerate(notes)]
        y += height
    return picture(WIDTH, y + 16, f"Ladder of tunnel {ladder.tunnel}, {ladder.name}", drawn, standalone=standalone)


def _head(ladder: Ladder) -> Iterator[str]:
    yield text(12, 24, f"Tunnel {ladder.tunnel}  {ladder.name}  ({ladder.state})", "bold")
    for end, x, anchor in zip(ladder.lifelines, (LEFT, RIGHT), ("start", "end"), strict=True):
        for at, words in enumerate(_named(end)):
            yield text(x, 58 + NOTE_LINE * at, fitted(plain(words), 40), "bold" if at == 0 else "mono mute", anchor)
    for words, x, anchor in (("time", TIME, "end"), ("frame", FRAME, "end"), ("what it says", NOTES, "start")):
        yield text(x, 88, words, "mute", anchor)
    yield line(0, HEAD - 8, WIDTH, HEAD - 8, "line")


def _ppp(told: list[str]) -> Iterator[str]:
    """PPP of each session, above the rows."""
    for at, words in enumerate(told):
        yield text(12, HEAD + 8 + NOTE_LINE * at, words, "mute")


def _named(end: Lifeline) -> tuple[str, str, str]:
    number = "?" if end.tunnel_id is None else str(end.tunnel_id)
    return f"{end.role or end.side.value} {end.host or ''}".rstrip(), end.address, f"tunnel ID {number}"


def _lifelines(y: float, height: float, states: dict[Side, str]) -> Iterator[str]:
    for side, x in ((Side.INITIATOR, LEFT), (Side.RECIPIENT, RIGHT)):
        yield line(x, y, x, y + height, LIFELINES.get(states[side], "line"), stroke_width=3)


def _row(row: Row, y: float, ladder: Ladder) -> Iterator[str]:
    match row:
        case Rung():
            yield from _rung(row, y, ladder)
        case Traffic():
            yield text(TIME, y + 16, offset(row.time_ns - ladder.start_ns), "mono mute", "end")
            yield text((LEFT + RIGHT) / 2, y + 16, f"data  {amounts(row)}", "mute", "middle")
        case Quiet() | Calm() | Omitted():
            yield rectangle((0, y + 2), (RIGHT + 4, GAP - 4), "panel")
            yield text((LEFT + RIGHT) / 2, y + 17, _folded(row), "mute", "middle")


def _folded(row: Quiet | Calm | Omitted) -> str:
    span = duration(row.last_ns - row.time_ns)
    match row:
        case Quiet():
            return f"{span} quiet"
        case Calm():
            counts = ", ".join(f"{name} {count} times" for name, count in row.counts)
            return f"{span} of keepalives: {counts}" + (f"; data {amounts(row.traffic)}" if row.traffic else "")
        case Omitted():
            return f"{counted(row.rows, 'row')} left out"


def amounts(row: Traffic) -> str:
    """What both sides sent: "→ 12 packets, 3 kB   ← ..."."""
    both = (("→", row.initiator), ("←", row.recipient))
    return "   ".join(f"{sign} {counted(number, 'packet')}, {octets(size)}" for sign, (number, size) in both if number)


def _rung(rung: Rung, y: float, ladder: Ladder) -> Iterator[str]:
    name = f"{rung.ref.capture + 1}:{rung.ref.frame}" if ladder.several_captures else str(rung.ref.frame)
    yield text(TIME, y + 16, offset(rung.time_ns - ladder.start_ns), "mono mute", "end")
    yield text(FRAME, y + 16, name, "mono", "end")
    times = f" \u00d7{rung.count}" if rung.count > 1 else ""
    label = f"{rung.label}{times} {rung.numbers}".rstrip()
    yield text((LEFT + RIGHT) / 2, y + 14, fitted(plain(label), 60), "mono", "middle")
    yield from _arrow(rung, y + 23)


def _arrow(rung: Rung, y: float) -> Iterator[str]:
    """Solid for control messages, dotted for PPP, dashed and crossed for what nobody acknowledged."""
    colour = (
        "bad"
        if rung.unanswered or rung.kind == "icmp"
        else "odd"
        if rung.again
        else "mute"
        if rung.kind == "ppp"
        else "acc"
    )
    rightward = rung.sender is Side.INITIATOR
    begin, end = (LEFT + 5, RIGHT - 5) if rightward else (RIGHT - 5, LEFT + 5)
    sign = 1 if rightward else -1
    if rung.unanswered:
        end -= 34 * sign
    dashes = "7 4" if rung.unanswered else "2 3" if rung.kind == "ppp" else "none"
    yield line(begin, y, end, y, colour, stroke_width=2, stroke_dasharray=dashes)
    if rung.unanswered:
        yield line(end, y - 6, end + 12 * sign, y + 6, colour, stroke_width=2)
        yield line(end, y + 6, end + 12 * sign, y - 6, colour, stroke_width=2)
    else:
        points = f"{end + 3 * sign:.1f},{y:.1f} {end - 8 * sign:.1f},{y - 5:.1f} {end - 8 * sign:.1f},{y + 5:.1f}"
        yield element("polygon", "", points=points, fill=f"var(--l2-{colour})")


def _notes(row: Row) -> list[tuple[str, str]]:
    """(words, class) of the lines beside a row."""
    if not isinstance(row, Rung):
        return []
    marks = " ".join([*([row.session] if row.session else []), *(f"[{number}]" for number in row.findings)])
    said = " ".join(part for part in (marks, row.text) if part)
    again = " ".join(seconds(step) for _, step in row.again[:12])
    lines = [
        (said, ""),
        (f"again after {again} s" if again else "", "odd"),
        (f"acknowledges {', '.join(dict.fromkeys(row.acknowledges))}" if row.acknowledges else "", "mute"),
        (", ".join(f"{side}: {state}" for side, state in row.states), "acc"),
        *((f"! {mark}", "odd") for mark in row.marks),
    ]
    return [(line_, tone) for words, tone in lines if cells(words) for line_ in Ink().wrapped(words, LETTERS)]
