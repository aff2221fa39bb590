"""The message ladder in the terminal: two lifelines, one arrow a row, at most 80 columns."""

from collections.abc import Iterator
from itertools import zip_longest

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Side
from l2tpscope.render.escape import cells, padded
from l2tpscope.render.ink import Ink
from l2tpscope.rules.finding import Finding
from l2tpscope.views.clock import counted, duration, octets, offset, seconds
from l2tpscope.views.ladder import Ladder, Lifeline
from l2tpscope.views.rows import Calm, Omitted, Quiet, Row, Rung, Traffic

STEP, NOTE = 8, 8  # columns; the note may take more
REPEATS_SHOWN = 12
LEAST_ARROW = 5
TIMES = "\u00d7"
SPANS = {"ppp": "┄"}


class _Page:
    """The columns of one ladder: frame, time, step, lifeline, arrows, lifeline, note."""

    def __init__(self, ladder: Ladder, ink: Ink) -> None:
        self.ladder, self.ink = ladder, ink
        self.tones = {number: _tone(finding) for number, finding in ladder.findings}
        rungs = [row for row in ladder.rows if isinstance(row, Rung)]
        self.frame = max([5, *(len(self.frame_name(rung.ref)) for rung in rungs)])
        self.time = max([7, *(len(offset(row.time_ns - ladder.start_ns)) for row in ladder.rows)])
        note = max([NOTE, *(len(_first_note(row)) for row in ladder.rows)])
        self.inner = ink.width - self.frame - self.time - STEP - note - 6

    def frame_name(self, ref: FrameRef) -> str:
        """The frame number; of several captures with the capture's number, from 1, before it."""
        return f"{ref.capture + 1}:{ref.frame}" if self.ladder.several_captures else str(ref.frame)

    def line(self, margin: str, inner: str, note: str = "", style: str = "", *, broken: bool = False) -> str:
        """One line between the lifelines; `inner` is as wide as the page has room."""
        ink = self.ink
        bar = ink.paint(ink.drawable("┆" if broken else "│"), "dim")
        fitting = padded(inner, self.inner)
        return f"{ink.paint(margin, 'dim')}{bar}{ink.paint(fitting, style)}{bar} {note}"

    def margin(self, frame: str = "", time: str = "", step: str = "") -> str:
        """The left columns."""
        shown = self.ink.drawable(step)
        return f"{frame:>{self.frame}} {time:>{self.time}} {shown:>{STEP}} "


def _first_note(row: Row) -> str:
    """The session, and the first of the findings for which the row is evidence."""
    findings = [f"[{number}]" for number in row.findings[:1]] if isinstance(row, Rung) else []
    return " ".join([*filter(None, [getattr(row, "session", None)]), *findings])


def ladder_text(ladder: Ladder, ink: Ink, capture: str = "CAPTURE") -> str:
    """The ladder as text ending in a newline; `capture` is named in the commands that it suggests."""
    return "\n".join(line.rstrip() for line in _lines(ladder, ink, capture)) + "\n"


def _lines(ladder: Ladder, ink: Ink, capture: str) -> Iterator[str]:
    page = _Page(ladder, ink)
    yield from _title(ladder, ink)
    yield ""
    yield from _heads(page)
    before: Row | None = None
    for row in ladder.rows:
        yield from _row(row, page, _reached(before, row))
        before = row
    yield from _foot(ladder, ink, capture)


def _reached(before: Row | None, row: Row) -> int | None:
    """What the step is counted from: the end of the row before, or its beginning where both overlap."""
    if before is None:
        return None
    return before.last_ns if before.last_ns <= row.time_ns else before.time_ns


def _title(ladder: Ladder, ink: Ink) -> Iterator[str]:
    over = f"{'UDP' if ladder.transport == 'udp' else 'IP'}{', inside IPsec' if ladder.encrypted else ''}"
    only = f", session {ladder.session} only" if ladder.session else f", {counted(ladder.sessions, 'session')}"
    yield ink.paint(ink.fit(f"Tunnel {ladder.tunnel}  {ladder.name}", ink.width), "bold")
    yield ink.clean(f"L2TPv{ladder.version} over {over}, {ladder.state}{only}")
    if not ladder.beginning_seen:
        yield "It began before the capture: its set-up was not seen."
    yield from (line for told in ladder.ppp_lines for line in ink.wrapped(told, ink.width))
    for number, finding in ladder.findings:
        for line in ink.wrapped(f"[{number}] {finding.rule}: {finding.summary}", ink.width):
            yield ink.paint(line, _tone(finding))


def _tone(finding: Finding) -> str:
    return "bad" if finding.root_cause else "odd" if finding.severity in {"drop", "degraded", "fatal"} else "dim"


def _heads(page: _Page) -> Iterator[str]:
    left, right = (_head(end) for end in page.ladder.lifelines)
    half = page.inner // 2
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        margin = page.margin("frame", "time", "step") if number == len(left) - 1 else page.margin()
        inner = padded(page.ink.fit(one, half), half + 1) + padded(
            page.ink.fit(other, half), page.inner - half + 1, right=True
        )
        yield page.ink.paint(margin, "dim") + inner


def _head(end: Lifeline) -> tuple[str, str, str]:
    role = end.role or end.side.value
    return (
        f"{role} {end.host}" if end.host else role,
        end.address,
        f"tunnel ID {'?' if end.tunnel_id is None else end.tunnel_id}",
    )


def _row(row: Row, page: _Page, reached: int | None) -> Iterator[str]:
    match row:
        case Rung():
            yield from _rung(row, page, reached)
        case Traffic():
            yield page.line(
                _when(row, page, reached), _centred(f"data {_amounts(row)}", page), row.session or "", "dim"
            )
        case Quiet():
            text = f"⋯ {duration(row.last_ns - row.time_ns)} quiet ⋯"
            yield page.line(page.margin(), _centred(text, page), style="dim", broken=True)
        case Calm():
            yield from _calm(row, page, reached)
        case Omitted():
            text = f"⋯ {counted(row.rows, 'row')} left out ⋯"
            yield page.line(_when(row, page, reached), _centred(text, page), style="odd", broken=True)


def _when(row: Row, page: _Page, reached: int | None) -> str:
    since = offset(row.time_ns - page.ladder.start_ns)
    return page.margin("", since, _step(row, reached))


def _step(row: Row, reached: int | None) -> str:
    return "" if reached is None or row.time_ns == reached else f"{duration(row.time_ns - reached)}"


def _calm(row: Calm, page: _Page, reached: int | None) -> Iterator[str]:
    counts = ", ".join(f"{name} {TIMES}{count}" for name, count in row.counts)
    span = duration(row.last_ns - row.time_ns)
    yield page.line(_when(row, page, reached), _centred(f"⋯ {span}: {counts} ⋯", page), style="dim", broken=True)
    if row.traffic is not None:
        yield page.line(page.margin(), _centred(f"data {_amounts(row.traffic)}", page), style="dim", broken=True)


def _amounts(row: Traffic) -> str:
    shown = []
    for sign, (packets, size) in (("→", row.initiator), ("←", row.recipient)):
        if packets:
            shown.append(f"{sign} {packets:,} ({octets(size)})")
    return "  ".join(shown)


def _centred(text: str, page: _Page) -> str:
    drawn = page.ink.fit(text, page.inner - 2)
    return " " * ((page.inner - cells(drawn)) // 2) + drawn


def _rung(rung: Rung, page: _Page, reached: int | None) -> Iterator[str]:
    ink = page.ink
    time = offset(rung.time_ns - page.ladder.start_ns)
    margin = page.margin(page.frame_name(rung.ref), time, _step(rung, reached))
    style = "bad" if rung.unanswered or rung.kind == "icmp" else "odd" if rung.again else ""
    arrow, left_over = _arrow(rung, page)
    notes = [ink.paint(f"[{number}]", page.tones[number]) for number in rung.findings]
    first = " ".join([*filter(None, [rung.session]), *notes[:1]])
    yield page.line(margin, arrow, first, style)
    details = [(text, "dim") for text in _details(rung, page, left_over)]
    details += [(text, "blue") for text in _states(rung, page)]
    details += [(f" {line}", "odd") for mark in rung.marks for line in ink.wrapped(f"! {mark}", page.inner - 2)]
    for detail, note in zip_longest(details, notes[1:]):
        text, tone = detail or ("", "")
        yield page.line(page.margin(), text, note or "", tone)


def _arrow(rung: Rung, page: _Page) -> tuple[str, str]:
    """The arrow with its label, and what of the acknowledgment found no room in it."""
    times = f" {TIMES}{rung.count}" if rung.count > 1 else ""
    label = f"{rung.label} {rung.numbers}".rstrip() + times
    acks = f"acks {', '.join(dict.fromkeys(rung.acknowledges))}" if rung.acknowledges else ""
    ink, room = page.ink, page.inner - 2 - LEAST_ARROW
    both = ink.clean(f"{label} {acks}") if acks else ink.clean(label)
    fits = cells(both) <= room
    shown = both if fits else ink.fit(label, room)
    return _drawn(shown, rung, page), "" if fits else acks


def _drawn(label: str, rung: Rung, page: _Page) -> str:
    length = page.inner - cells(label) - 2
    span = SPANS.get(rung.kind, "─")
    rightward = rung.sender is Side.INITIATOR
    if rung.unanswered:
        line = span * max(length - 4, 1)
        drawn = f" {label} {line}✗   " if rightward else f"   ✗{line} {label} "
    else:
        line = span * (length - 1)
        drawn = f" {label} {line}▶" if rightward else f"◀{line} {label} "
    return page.ink.drawable(drawn)


def _details(rung: Rung, page: _Page, left_over: str) -> Iterator[str]:
    for text in (rung.text, left_over, _again(rung)):
        if text:
            for line in page.ink.wrapped(text, page.inner - 4):
                yield f"   {line}"


def _again(rung: Rung) -> str:
    if not rung.again:
        return ""
    steps = [seconds(step) for _, step in rung.again]
    shown = " ".join(steps[:REPEATS_SHOWN]) + (" ..." if len(steps) > REPEATS_SHOWN else "")
    return f"again after {shown} s"


def _states(rung: Rung, page: _Page) -> Iterator[str]:
    """The states that each side enters here, each beside its own lifeline."""
    left = [f"[{state}]" for side, state in rung.states if side is Side.INITIATOR]
    right = [f"[{state}]" for side, state in rung.states if side is Side.RECIPIENT]
    for one, other in zip_longest(left, right, fillvalue=""):
        room = page.inner - 2 - cells(one)
        if cells(other) <= room:
            yield f" {one}{padded(other, room, right=True)} "
        else:
            yield f" {one}"
            yield padded(other, page.inner - 1, right=True)


def _foot(ladder: Ladder, ink: Ink, capture: str) -> Iterator[str]:
    rungs = [row for row in ladder.rows if isinstance(row, Rung)]
    legend = [
        ("✗ no acknowledgment captured", any(rung.unanswered for rung in rungs)),
        ("┄ PPP inside the session", any(rung.kind == "ppp" for rung in rungs)),
        ("[1] evidence of finding 1", any(rung.findings for rung in rungs)),
    ]
    if shown := [text for text, used in legend if used]:
        yield ""
        yield from (ink.paint(line, "dim") for line in ink.wrapped(" · ".join(shown), ink.width))
    if ladder.omitted:
        yield from ("", f"{counted(ladder.omitted, 'row')} left out. The rest:")
        yield ink.clean(f"  l2tpscope ladder {capture} -t {ladder.tunnel} --all")
        if ladder.sessions > 1:
            yield ink.clean(f"  l2tpscope ladder {capture} -s {ladder.tunnel}.1")
