"""A ladder laid out: words above it, its rows with lifelines and arrows, what the signs mean."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Side
from l2tpscope.render.drawing import WIDEST_LETTER, Drawing, Item, Shape, Words, arrow_head, cross, rectangle
from l2tpscope.render.escape import fitted, plain
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_columns import EDGE, Columns, columns_of, named
from l2tpscope.render.ladder_notes import PITCH, headlines, notes, wrapped
from l2tpscope.render.ladder_tones import arrow_tone, finding_tone, line_tone, word_tone
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.layout import Line, amounts, entered_by, entered_by_both, gap_words, legend, lines
from l2tpscope.views.rows import Calm, Missing, Omitted, Phase, Quiet, Rung, Traffic

TOP, ARROW, GAP = 24.0, 34.0, 26.0
MOST_FINDINGS = 6
"""Numbers of findings that stand beside one row."""


def laid_out(ladder: Ladder) -> Drawing:
    """The picture in pixels; the same ladder gives the same picture."""
    placed = list(lines(ladder))
    columns = columns_of(ladder, placed)
    across = int(columns.width / WIDEST_LETTER)
    told = wrapped(headlines(ladder), across)
    items: list[Item] = [
        Words(EDGE, TOP + PITCH * at, note.text, note.tone, bold=at == 0) for at, note in enumerate(told)
    ]
    y = TOP + PITCH * len(told) + 2
    items += _heads(ladder, columns, y)
    y += 3 * PITCH + 8
    rows = _Rows(ladder, columns)
    for line in placed:
        drawn, height = rows.drawn(line, y)
        items += drawn
        y += height
    for text in Ink().wrapped("; ".join(legend(ladder)), across):
        y += PITCH
        items.append(Words(EDGE, y + 4, text, "mute"))
    return Drawing(columns.width, y + 20, plain(f"Ladder of tunnel {ladder.tunnel}, {ladder.name}"), tuple(items))


def _heads(ladder: Ladder, columns: Columns, y: float) -> Iterator[Item]:
    letters = int((columns.right - columns.left) / WIDEST_LETTER) - 2
    for end, x, anchor in zip(ladder.lifelines, (columns.left, columns.right), ("start", "end"), strict=True):
        for at, words in enumerate(named(end)):
            tone = "ink" if at == 0 else "mute"
            yield Words(x, y + PITCH * at, fitted(words, letters // 2), tone, anchor, mono=at > 0, bold=at == 0)
    below = y + 2 * PITCH
    for words, x in (("time", columns.time), ("step", columns.step), ("frame", columns.frame)):
        yield Words(x, below, words, "mute", "end")
    yield Words(columns.notes, below, "what it says", "mute")
    yield Shape((((0, below + 9), (columns.width, below + 9)),), stroke="line")


class _Rows:
    """Draws the rows of one ladder."""

    def __init__(self, ladder: Ladder, columns: Columns) -> None:
        self.ladder, self.columns = ladder, columns
        self.tones = {number: finding_tone(finding.severity) for number, finding in ladder.findings}
        self.sides = tuple(zip(SIDES, (columns.left, columns.right), ("start", "end"), (8, -8), strict=True))

    def drawn(self, line: Line, y: float) -> tuple[list[Item], float]:
        """The items of a row that begins at y, and its height."""
        row, beside = line.row, notes(line.row, self.columns.note_letters)
        states = [*self._states(row, y)] if isinstance(row, Rung) else []
        found = len(row.findings[:MOST_FINDINGS]) if isinstance(row, Rung) else 0
        lowest = max((words.y - y for words in states), default=0)
        least = ARROW if isinstance(row, Rung | Missing) else GAP
        height = max(least, lowest + 7, PITCH * max(len(beside), found) + 8)
        told = [Words(self.columns.notes, y + 17 + PITCH * at, note.text, note.tone) for at, note in enumerate(beside)]
        behind = [*self._behind(line, y, height), *self._lifelines(line, y, height)]
        return [*behind, *self._content(line, y), *states, *self._margin(line, y), *told], height

    def _content(self, line: Line, y: float) -> Iterator[Item]:
        middle = self.columns.middle
        match line.row:
            case Rung() as rung:
                times = f" \u00d7{rung.count}" if rung.count > 1 else ""
                label = fitted(plain(f"{rung.label}{times} {rung.numbers}".rstrip()), self.columns.arrow_letters)
                yield Words(middle, y + 14, label, "ink", "middle", mono=True)
                yield from self._arrow(rung, y + 24)
            case Missing() as missing:
                yield Words(middle, y + 14, gap_words(missing), "odd", "middle")
                yield from self._shaft(missing.sender, y + 24, "odd", (1.5, 5))
            case Traffic() as traffic:
                yield Words(middle, y + 17, "data  " + "   ".join(amounts(traffic)), "mute", "middle")
            case Phase() as phase:
                yield Words(middle, y + 17, gap_words(phase), "acc", "middle", bold=True)
            case Quiet() | Calm() | Omitted() as gap:
                yield Words(middle, y + 17, gap_words(gap), "mute", "middle")
                if isinstance(gap, Quiet):
                    yield from self._lasting(line.states, y)

    def _margin(self, line: Line, y: float) -> Iterator[Item]:
        row, columns = line.row, self.columns
        if not isinstance(row, Quiet | Missing | Phase):
            yield Words(columns.time, y + 17, line.since, "mute", "end", mono=True)
            yield Words(columns.step, y + 17, line.step, "mute", "end")
        if session := getattr(row, "session", None):
            yield Words(columns.session, y + 17, session, "acc", mono=True)
        if isinstance(row, Rung):
            yield Words(columns.frame, y + 17, self.ladder.frame_name(row.ref), "ink", "end", mono=True)
            for at, number in enumerate(row.findings[:MOST_FINDINGS]):
                yield Words(columns.finding, y + 17 + PITCH * at, f"[{number}]", self.tones[number], bold=True)

    def _behind(self, line: Line, y: float, height: float) -> Iterator[Item]:
        columns = self.columns
        match line.row:
            case Rung(findings=numbers) if numbers:
                tone = {"bad": "badbg", "odd": "oddbg"}.get(self.tones[numbers[0]], "panel")
                yield Shape((rectangle((0, y + 1, columns.width, height - 2)),), fill=tone)
            case Phase():
                box = (columns.left, y + 3, columns.right - columns.left, height - 6)
                yield Shape((rectangle(box),), fill="accbg")
            case Quiet() | Calm() | Omitted():
                yield Shape((rectangle((0, y + 2, columns.width, height - 4)),), fill="panel")

    def _lasting(self, states: dict[Side, str], y: float) -> Iterator[Item]:
        """The states that last through quiet time, each beside its lifeline."""
        for side, x, anchor, inward in self.sides:
            if states[side] != "idle":
                yield Words(x + inward, y + 17, states[side], word_tone(states[side]), anchor)

    def _states(self, rung: Rung, y: float) -> Iterator[Words]:
        """The words of the states entered with a message: beside their lifelines, those of both in between."""
        for side, x, anchor, inward in self.sides:
            for at, state in enumerate(entered_by(rung, side)):
                yield Words(x + inward, y + ARROW + 6 + PITCH * at, plain(state), word_tone(state), anchor)
        for at, state in enumerate(entered_by_both(rung)):
            yield Words(self.columns.middle, y + ARROW + 6 + PITCH * at, plain(state), "good", "middle")

    def _lifelines(self, line: Line, y: float, height: float) -> Iterator[Shape]:
        folded = isinstance(line.row, Quiet | Calm | Omitted)
        for side, x, _, _ in self.sides:
            tone = "bad" if line.silent is side else line_tone(line.states[side])
            dashes = (2.0, 4.0) if folded or line.silent is side else None
            yield Shape((((x, y), (x, y + height)),), stroke=tone, width=3, dashes=dashes)

    def _arrow(self, rung: Rung, y: float) -> Iterator[Item]:
        """Solid for control messages, dotted for PPP; stopping short where nobody answers, falling where late."""
        tone, width = arrow_tone(rung), 1 if rung.kind == "zlb" else 2
        if rung.unanswered:
            yield from self._lost(rung.sender, y, tone)
        else:
            dashes = (2.0, 3.0) if rung.kind == "ppp" else None
            yield from self._shaft(rung.sender, y, tone, dashes, fall=9 if rung.late else 0, width=width)

    def _shaft(  # noqa: PLR0913 - what makes an arrow
        self,
        sender: Side,
        y: float,
        tone: str,
        dashes: tuple[float, float] | None,
        *,
        fall: float = 0,
        width: float = 2,
    ) -> Iterator[Item]:
        begin, end, sign = self._way(sender)
        yield Shape((((begin, y - fall), (end - 6 * sign, y)),), stroke=tone, width=width, dashes=dashes)
        yield Shape((arrow_head(end + 3 * sign, y, rightward=sign > 0),), fill=tone)

    def _lost(self, sender: Side, y: float, tone: str) -> Iterator[Item]:
        begin, end, sign = self._way(sender)
        stop = end - 40 * sign
        yield Shape((((begin, y), (stop, y)),), stroke=tone, width=2, dashes=(7.0, 4.0))
        yield Shape(cross(stop + 7 * sign, y, 5), stroke=tone, width=2)

    def _way(self, sender: Side) -> tuple[float, float, int]:
        """Where an arrow begins and ends, and its sense."""
        left, right = self.columns.left + 5, self.columns.right - 5
        return (left, right, 1) if sender is Side.INITIATOR else (right, left, -1)
