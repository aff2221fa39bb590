"""The rows of a ladder in a terminal: two lifelines with arrows between them, each row in a few painted lines."""

from collections.abc import Iterator
from itertools import zip_longest

from l2tpscope.conversation.model import SIDES, Side
from l2tpscope.render.escape import cells, padded
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_tones import line_tone
from l2tpscope.rules.finding import Finding
from l2tpscope.views.clock import octets
from l2tpscope.views.ladder import Ladder, Lifeline
from l2tpscope.views.layout import (
    Line,
    Times,
    acknowledged_words,
    again_words,
    entered_by,
    entered_by_both,
    gap_words,
    lines,
)
from l2tpscope.views.rows import Calm, Missing, Omitted, Phase, Quiet, Row, Rung, Traffic

STEP, NOTE = 8, 8  # columns; the note may take more
LEAST_ARROW = 5
TIMES = "\u00d7"
SPANS = {"ppp": "┄"}
BARS = {"good": "green", "odd": "yellow", "mute": "dim", "line": "dim"}


class LadderLines:
    """The columns of one ladder: frame, time, step, lifeline, arrows, lifeline, note; no time where only steps count.

    lines   the rows in their places, to be drawn in any order
    """

    def __init__(self, ladder: Ladder, ink: Ink, times: Times = Times.RELATIVE) -> None:
        self.ladder, self.ink, self.lines = ladder, ink, list(lines(ladder, times))
        self.tones = {number: tone_of(finding) for number, finding in ladder.findings}
        rungs = [row for row in ladder.rows if isinstance(row, Rung)]
        self.frame = max([5, *(len(ladder.frame_name(rung.ref)) for rung in rungs)])
        self.time = 0 if times is Times.DELTA else max([7, *(len(line.since) for line in self.lines)])
        note = max([NOTE, *(len(_first_note(row)) for row in ladder.rows)])
        self.inner = ink.width - len(self.columns("", "", "")) - note - 3
        self.bars = ("dim", "dim")

    def looks_like(self, other: "LadderLines") -> bool:
        """Whether a row that is alike in both is drawn alike."""
        own = self.ink, self.frame, self.time, self.inner, self.tones
        return own == (other.ink, other.frame, other.time, other.inner, other.tones)

    def turn_to(self, line: Line) -> None:
        """Draw both lifelines as they are beside this row from now on."""
        left, right = ("red" if line.silent is side else BARS[line_tone(state)] for side, state in line.states.items())
        self.bars = left, right

    def line(self, margin: str, inner: str, note: str = "", style: str = "", *, broken: bool = False) -> str:
        """One line between the lifelines; `inner` is as wide as the page has room."""
        ink = self.ink
        left, right = (ink.paint(ink.drawable("┆" if broken else "│"), tone) for tone in self.bars)
        fitting = padded(inner, self.inner)
        return f"{ink.paint(margin, 'dim')}{left}{ink.paint(fitting, style)}{right} {note}"

    def margin(self, line: Line | None = None) -> str:
        """The left columns: of a row, or blank ones."""
        frame = self.ladder.frame_name(line.row.ref) if line and isinstance(line.row, Rung) else ""
        return self.columns(frame, line.since if line else "", line.step if line else "")

    def columns(self, frame: str, time: str, step: str) -> str:
        """The left columns with these words in them."""
        shown = self.ink.drawable(step)
        between = f" {time:>{self.time}} " if self.time else " "
        return f"{frame:>{self.frame}}{between}{shown:>{STEP}} "

    def heads(self) -> list[str]:
        """Both ends above their lifelines."""
        return list(_heads(self))

    def drawn(self, line: Line) -> list[str]:
        """One of the rows."""
        return list(_row(line, self))


def _first_note(row: Row) -> str:
    """The session, and the first of the findings for which the row is evidence."""
    findings = [f"[{number}]" for number in row.findings[:1]] if isinstance(row, Rung) else []
    return " ".join([*filter(None, [getattr(row, "session", None)]), *findings])


def _heads(page: LadderLines) -> Iterator[str]:
    """Both ends above their lifelines; one below the other what does not fit side by side."""
    left, right = (_head(end) for end in page.ladder.lifelines)
    width = page.inner + 2
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        margin = page.columns("frame", "time", "step") if number == len(left) - 1 else page.columns("", "", "")
        first, second = (page.ink.fit(words, width) for words in (one, other))
        if cells(first) + cells(second) < width:
            yield page.ink.paint(margin, "dim") + first + padded(second, width - cells(first), right=True)
        else:
            yield page.columns("", "", "") + first
            yield page.ink.paint(margin, "dim") + padded(second, width, right=True)


def _head(end: Lifeline) -> tuple[str, str, str]:
    role = end.role or end.side.value
    return (
        f"{role} {end.host}" if end.host else role,
        end.address,
        f"tunnel ID {'?' if end.tunnel_id is None else end.tunnel_id}",
    )


def _row(line: Line, page: LadderLines) -> Iterator[str]:
    page.turn_to(line)
    match line.row:
        case Rung() as rung:
            yield from _rung(rung, page, line)
        case Traffic() as traffic:
            yield page.line(
                page.margin(line), _centred(f"data {_amounts(traffic)}", page), traffic.session or "", "dim"
            )
        case Missing() as missing:
            arrow = _drawn(gap_words(missing), page, missing.sender, "\u00b7")
            yield page.line(page.margin(), page.ink.drawable(arrow), style="odd")
        case Phase() as phase:
            yield page.line(page.margin(), _centred(f"== {gap_words(phase)} ==", page), phase.session, "blue")
        case Quiet() | Calm() | Omitted() as gap:
            yield from _gap(gap, page, line)


def _gap(row: Quiet | Calm | Omitted, page: LadderLines, line: Line) -> Iterator[str]:
    """What is folded, with the states that last through it where there is room."""
    margin = page.margin() if isinstance(row, Quiet) else page.margin(line)
    words = _centred(f"⋯ {gap_words(row)} ⋯", page)
    left, right = (state if state != "idle" else "" for state in line.states.values())
    beside = len(words) - len(words.lstrip())
    if isinstance(row, Quiet) and max(len(left), len(right)) + 2 < beside:
        words = f" {left:<{beside - 1}}{words.strip()}"
        words += right.rjust(page.inner - 1 - cells(words))
    yield page.line(margin, words, style="odd" if isinstance(row, Omitted) else "dim", broken=True)
    if isinstance(row, Calm) and row.traffic is not None:
        yield page.line(page.margin(), _centred(f"data {_amounts(row.traffic)}", page), style="dim", broken=True)


def _amounts(row: Traffic) -> str:
    shown = []
    for sign, (packets, size) in (("→", row.initiator), ("←", row.recipient)):
        if packets:
            shown.append(f"{sign} {packets:,} ({octets(size)})")
    return "  ".join(shown)


def _centred(text: str, page: LadderLines) -> str:
    drawn = page.ink.fit(text, page.inner - 2)
    return " " * ((page.inner - cells(drawn)) // 2) + drawn


def _rung(rung: Rung, page: LadderLines, line: Line) -> Iterator[str]:
    ink = page.ink
    style = "bad" if rung.unanswered or rung.kind == "icmp" else "odd" if rung.again or rung.late else ""
    arrow, left_over = _arrow(rung, page)
    notes = [ink.paint(f"[{number}]", page.tones[number]) for number in rung.findings]
    first = " ".join([*filter(None, [rung.session]), *notes[:1]])
    yield page.line(page.margin(line), arrow, first, style)
    details = [(text, "dim") for text in _details(rung, page, left_over)]
    details += [(text, "blue") for text in _states(rung, page)]
    details += [(f" {part}", "odd") for mark in rung.marks for part in ink.wrapped(f"! {mark}", page.inner - 2)]
    for detail, note in zip_longest(details, notes[1:]):
        text, tone = detail or ("", "")
        yield page.line(page.margin(), text, note or "", tone)


def _arrow(rung: Rung, page: LadderLines) -> tuple[str, str]:
    """The arrow with its label, and what of the acknowledgment found no room in it."""
    times = f" {TIMES}{rung.count}" if rung.count > 1 else ""
    label = f"{rung.label} {rung.numbers}".rstrip() + times
    acks = f"acks {acknowledged_words(rung)}" if rung.acknowledges else ""
    ink, room = page.ink, page.inner - 2 - LEAST_ARROW
    both = ink.clean(f"{label} {acks}") if acks else ink.clean(label)
    fits = cells(both) <= room
    shown = both if fits else ink.fit(label, room)
    drawn = _drawn(shown, page, rung.sender, SPANS.get(rung.kind, "─"), arrives=not rung.unanswered)
    return ink.drawable(drawn), "" if fits else acks


def _drawn(label: str, page: LadderLines, sender: Side, span: str, *, arrives: bool = True) -> str:
    """An arrow across the page; one that does not arrive stops short."""
    length = page.inner - cells(label) - 2
    rightward = sender is Side.INITIATOR
    if not arrives:
        line = span * max(length - 4, 1)
        return f" {label} {line}✗   " if rightward else f"   ✗{line} {label} "
    line = span * (length - 1)
    return f" {label} {line}▶" if rightward else f"◀{line} {label} "


def _details(rung: Rung, page: LadderLines, left_over: str) -> Iterator[str]:
    for text in (rung.text, left_over, again_words(rung)):
        if text:
            for line in page.ink.wrapped(text, page.inner - 4):
                yield f"   {line}"


def _states(rung: Rung, page: LadderLines) -> Iterator[str]:
    """The states entered here: each beside its own lifeline, those of both sides between them."""
    left, right = ([f"[{state}]" for state in entered_by(rung, side)] for side in SIDES)
    for one, other in zip_longest(left, right, fillvalue=""):
        room = page.inner - 2 - cells(one)
        if cells(other) <= room:
            yield f" {one}{padded(other, room, right=True)} "
        else:
            yield f" {one}"
            yield padded(other, page.inner - 1, right=True)
    for state in entered_by_both(rung):
        yield _centred(f"[{state}]", page)


def tone_of(finding: Finding) -> str:
    """The style in which a finding is told."""
    return "bad" if finding.root_cause else "odd" if finding.severity in {"drop", "degraded", "fatal"} else "dim"
