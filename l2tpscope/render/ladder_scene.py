"""A ladder as a scene: words, lines, boxes and arrow heads in their places, which SVG and PNG paint."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Side
from l2tpscope.render.escape import fitted, plain
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_notes import PITCH, Note, headlines, notes, wrapped
from l2tpscope.render.ladder_tones import arrow_tone, finding_tone, line_tone, word_tone
from l2tpscope.render.scene import Box, Head, Mark, Scene, Stroke, Words
from l2tpscope.views.ladder import Ladder, Lifeline
from l2tpscope.views.layout import Line, amounts, entered_by, entered_by_both, gap_words, legend, lines
from l2tpscope.views.rows import Calm, Missing, Omitted, Phase, Quiet, Rung, Traffic

WIDTH, TIME, STEP, LEFT, RIGHT, FRAME, NOTES = 1160.0, 70.0, 140.0, 158.0, 628.0, 684.0, 698.0
MIDDLE = (LEFT + RIGHT) / 2
SESSION, FINDING = 40.0, 32.0
"""Columns of their own before the notes, where there are sessions and findings."""
TOP, ARROW, GAP, EDGE = 24.0, 34.0, 26.0, 12.0
LABEL_LETTERS, END_LETTERS, HEAD_LETTERS = 56, 34, 155


def scene(ladder: Ladder) -> Scene:
    """The scene of a ladder; the same ladder gives the same scene."""
    told = wrapped(headlines(ladder), HEAD_LETTERS)
    marks: list[Mark] = [
        Words(EDGE, TOP + PITCH * at, note.text, note.tone, bold=at == 0) for at, note in enumerate(told)
    ]
    y = TOP + PITCH * len(told) + 2
    marks += _heads(ladder, y)
    y += 3 * PITCH + 8
    drawing = _Drawing(ladder)
    for line in lines(ladder):
        drawn, height = drawing.row(line, y)
        marks += drawn
        y += height
    for text in Ink().wrapped("; ".join(legend(ladder)), HEAD_LETTERS):
        y += PITCH
        marks.append(Words(EDGE, y + 4, text, "mute"))
    return Scene(WIDTH, y + 20, plain(f"Ladder of tunnel {ladder.tunnel}, {ladder.name}"), tuple(marks))


def _heads(ladder: Ladder, y: float) -> Iterator[Mark]:
    for end, x, anchor in zip(ladder.lifelines, (LEFT, RIGHT), ("start", "end"), strict=True):
        for at, words in enumerate(_named(end)):
            tone = "ink" if at == 0 else "mute"
            yield Words(x, y + PITCH * at, fitted(words, END_LETTERS), tone, anchor, mono=at > 0, bold=at == 0)
    below = y + 2 * PITCH
    for words, x, anchor in (("time", TIME, "end"), ("step", STEP, "end"), ("frame", FRAME, "end")):
        yield Words(x, below, words, "mute", anchor)
    yield Words(_notes_at(ladder), below, "what it says", "mute")
    yield Stroke(0, below + 9, WIDTH, below + 9, "line", 1)


def _named(end: Lifeline) -> tuple[str, str, str]:
    number = "?" if end.tunnel_id is None else str(end.tunnel_id)
    return plain(f"{end.role or end.side.value} {end.host or ''}".rstrip()), end.address, f"tunnel ID {number}"


def _notes_at(ladder: Ladder) -> float:
    return NOTES + (SESSION if ladder.session_indexes else 0) + (FINDING if ladder.findings else 0)


class _Drawing:
    """Draws the rows of one ladder."""

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.tones = {number: finding_tone(finding.severity) for number, finding in ladder.findings}
        self.notes_at = _notes_at(ladder)
        self.findings_at = NOTES + (SESSION if ladder.session_indexes else 0)

    def row(self, line: Line, y: float) -> tuple[list[Mark], float]:
        """The marks of a row that begins at y, and its height."""
        row, beside = line.row, notes(line.row, self.letters)
        marks = [*self._content(line, y)]
        states = _states(row, y) if isinstance(row, Rung) else []
        lowest = max((words.y - y for words in states), default=0)
        height = max(ARROW if isinstance(row, Rung | Missing) else GAP, lowest + 7, PITCH * len(beside) + 8)
        marks += [*states, *self._margin(line, y), *self._beside(beside, y)]
        behind = [*self._behind(line, y, height), *_lifelines(line, y, height)]
        return [*behind, *marks], height

    @property
    def letters(self) -> int:
        """How many letters of a note fit beside the ladder."""
        return int((WIDTH - self.notes_at) / 7)

    def _content(self, line: Line, y: float) -> Iterator[Mark]:
        match line.row:
            case Rung() as rung:
                times = f" \u00d7{rung.count}" if rung.count > 1 else ""
                label = fitted(plain(f"{rung.label}{times} {rung.numbers}".rstrip()), LABEL_LETTERS)
                yield Words(MIDDLE, y + 14, label, "ink", "middle", mono=True)
                yield from _arrow(rung, y + 24)
            case Missing() as missing:
                yield Words(MIDDLE, y + 14, gap_words(missing), "odd", "middle")
                yield from _shaft(missing.sender, y + 24, "odd", (1.5, 5))
            case Traffic() as traffic:
                yield Words(MIDDLE, y + 17, "data  " + "   ".join(amounts(traffic)), "mute", "middle")
            case Phase() as phase:
                yield Words(MIDDLE, y + 17, gap_words(phase), "acc", "middle", bold=True)
            case Quiet() | Calm() | Omitted() as gap:
                data = "; data " + " ".join(amounts(gap.traffic)) if isinstance(gap, Calm) and gap.traffic else ""
                yield Words(MIDDLE, y + 17, f"{gap_words(gap)}{data}", "mute", "middle")
                if isinstance(gap, Quiet):
                    yield from _lasting(line.states, y)

    def _margin(self, line: Line, y: float) -> Iterator[Mark]:
        row = line.row
        if not isinstance(row, Quiet | Missing | Phase):
            yield Words(TIME, y + 17, line.since, "mute", "end", mono=True)
            yield Words(STEP, y + 17, line.step, "mute", "end")
        if session := getattr(row, "session", None):
            yield Words(NOTES, y + 17, session, "acc", mono=True)
        if isinstance(row, Rung):
            yield Words(FRAME, y + 17, self.ladder.frame_name(row.ref), "ink", "end", mono=True)
            for at, number in enumerate(row.findings):
                place = self.findings_at, y + 17 + PITCH * at
                yield Words(*place, f"[{number}]", self.tones[number], bold=True)

    def _beside(self, beside: list[Note], y: float) -> Iterator[Mark]:
        for at, note in enumerate(beside):
            yield Words(self.notes_at, y + 17 + PITCH * at, note.text, note.tone)

    def _behind(self, line: Line, y: float, height: float) -> Iterator[Mark]:
        match line.row:
            case Rung(findings=numbers) if numbers:
                tone = {"bad": "badbg", "odd": "oddbg"}.get(self.tones[numbers[0]], "panel")
                yield Box(0, y + 1, WIDTH, height - 2, tone)
            case Phase():
                yield Box(LEFT, y + 3, RIGHT - LEFT, height - 6, "accbg")
            case Quiet() | Calm() | Omitted():
                yield Box(0, y + 2, WIDTH, height - 4, "panel")


def _lasting(states: dict[Side, str], y: float) -> Iterator[Mark]:
    """The states that last through quiet time, each beside its lifeline."""
    for side, x, anchor in zip(SIDES, (LEFT + 8, RIGHT - 8), ("start", "end"), strict=True):
        if states[side] != "idle":
            yield Words(x, y + 17, states[side], word_tone(states[side]), anchor)


def _states(rung: Rung, y: float) -> list[Words]:
    """The words of the states entered with a message: beside their lifelines, those of both in between."""
    words = []
    for side, x, anchor in zip(SIDES, (LEFT + 8, RIGHT - 8), ("start", "end"), strict=True):
        for at, state in enumerate(entered_by(rung, side)):
            words.append(Words(x, y + ARROW + 6 + PITCH * at, plain(state), word_tone(state), anchor))
    for at, state in enumerate(entered_by_both(rung)):
        words.append(Words(MIDDLE, y + ARROW + 6 + PITCH * at, plain(state), "good", "middle"))
    return words


def _lifelines(line: Line, y: float, height: float) -> Iterator[Stroke]:
    folded = isinstance(line.row, Quiet | Calm | Omitted)
    for side, x in zip(SIDES, (LEFT, RIGHT), strict=True):
        tone = "bad" if line.silent is side else line_tone(line.states[side])
        dashes = (2.0, 4.0) if folded or line.silent is side else None
        yield Stroke(x, y, x, y + height, tone, 3, dashes)


def _arrow(rung: Rung, y: float) -> Iterator[Mark]:
    """Solid for control messages, dotted for PPP; stopping short where nobody answers, falling where late."""
    dashes = (7.0, 4.0) if rung.unanswered else (2.0, 3.0) if rung.kind == "ppp" else None
    tone = arrow_tone(rung)
    yield from _shaft(
        rung.sender, y, tone, dashes, arrives=not rung.unanswered, late=rung.late, width=1 if rung.kind == "zlb" else 2
    )


def _shaft(  # noqa: PLR0913 - what makes an arrow
    sender: Side,
    y: float,
    tone: str,
    dashes: tuple[float, float] | None = None,
    *,
    arrives: bool = True,
    late: bool = False,
    width: float = 2,
) -> Iterator[Mark]:
    rightward = sender is Side.INITIATOR
    begin, end, sign = (LEFT + 5, RIGHT - 5, 1) if rightward else (RIGHT - 5, LEFT + 5, -1)
    if arrives:
        yield Stroke(begin, y - 9 if late else y, end - 6 * sign, y, tone, width, dashes)
        yield Head(end + 3 * sign, y, rightward, tone)
        return
    stop = end - 40 * sign
    yield Stroke(begin, y, stop, y, tone, width, dashes)
    yield Stroke(stop + 2 * sign, y - 5, stop + 12 * sign, y + 5, tone, 2)
    yield Stroke(stop + 2 * sign, y + 5, stop + 12 * sign, y - 5, tone, 2)
