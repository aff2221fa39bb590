"""A ladder as the text of a Mermaid sequence diagram, for tickets and wikis that draw such text."""

import re
from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Side
from l2tpscope.render.escape import plain
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_notes import headlines
from l2tpscope.views.ladder import Ladder, Lifeline
from l2tpscope.views.layout import (
    Line,
    acknowledged_words,
    again_words,
    amounts,
    entered_by,
    entered_by_both,
    gap_words,
    legend,
    lines,
)
from l2tpscope.views.rows import Calm, Missing, Omitted, Phase, Quiet, Rung, Traffic

NAMES = {Side.INITIATOR: "I", Side.RECIPIENT: "R"}
PLACES = {Side.INITIATOR: "left of I", Side.RECIPIENT: "right of R"}
HARMLESS = re.compile(r"[^\w .,:=()\[\]/+*!?'\"\u00d7→←…-]")
"""All else is written as the number of the letter: what begins entities, comments, formulas, statements, elements."""
SHAFTS = {"ppp": "-->>"}
SIDE_LETTERS, MIDDLE_LETTERS = 40, 64


def ladder_mermaid(ladder: Ladder) -> str:
    """The text, ending in a newline; the same ladder gives the same text."""
    return "\n".join(_statements(ladder)) + "\n"


def _statements(ladder: Ladder) -> Iterator[str]:
    yield "sequenceDiagram"
    yield f"  title {_text(f'Tunnel {ladder.tunnel} {ladder.name}')}"
    for end in ladder.lifelines:
        yield f"  participant {NAMES[end.side]} as {_named(end)}"
    yield f"  Note over I,R: {_broken([note.text for note in headlines(ladder)[1:]], MIDDLE_LETTERS)}"
    for line in lines(ladder):
        yield from (f"  {statement}" for statement in _of_row(line, ladder))
    if told := legend(ladder):
        yield f"  Note over I,R: {_text('. '.join(told))}"


def _named(end: Lifeline) -> str:
    number = "?" if end.tunnel_id is None else str(end.tunnel_id)
    name = f"{end.role or end.side.value} {end.host or ''}".rstrip()
    return "<br/>".join(map(_text, (name, end.address, f"tunnel ID {number}")))


def _text(words: str) -> str:
    return HARMLESS.sub(lambda found: f"#{ord(found[0])};", plain(words))


def _broken(told: list[str], letters: int) -> str:
    """Lines of at most so many letters: Mermaid itself breaks none."""
    return "<br/>".join(_text(line) for words in told for line in Ink().wrapped(words, letters))


def _of_row(line: Line, ladder: Ladder) -> Iterator[str]:
    match line.row:
        case Rung() as rung:
            yield from _of_rung(rung, line, ladder)
        case Missing() as missing:
            yield _arrow(missing.sender, "--)", gap_words(missing))
        case Traffic() as traffic:
            yield f"Note over I,R: {_text('data ' + ' '.join(amounts(traffic)))}"
        case Phase() as phase:
            yield f"Note over I,R: {_text(f'{phase.session} {gap_words(phase)}')}"
        case Quiet() | Calm() | Omitted() as gap:
            data = "; data " + " ".join(amounts(gap.traffic)) if isinstance(gap, Calm) and gap.traffic else ""
            yield f"Note over I,R: {_text(f'… {gap_words(gap)}{data} …')}"


def _of_rung(rung: Rung, line: Line, ladder: Ladder) -> Iterator[str]:
    times = f"\u00d7{rung.count}" if rung.count > 1 else ""
    found = [f"[{number}]" for number in rung.findings]
    late = "(late)" if rung.late else ""
    head = (f"{ladder.frame_name(rung.ref)}.", line.since, rung.session or "", rung.label, times, rung.numbers, late)
    shaft = "--x" if rung.unanswered else SHAFTS.get(rung.kind, "->>")
    yield _arrow(rung.sender, shaft, " ".join(filter(None, (*head, *found))))
    acknowledged = f"acknowledges {acknowledged_words(rung)}" if rung.acknowledges else ""
    said = [
        text for text in (rung.text, again_words(rung), acknowledged, *(f"! {mark}" for mark in rung.marks)) if text
    ]
    for side in SIDES:
        told = [*(said if side is rung.sender else ()), *entered_by(rung, side)]
        if told:
            yield f"Note {PLACES[side]}: {_broken(told, SIDE_LETTERS)}"
    for state in entered_by_both(rung):
        yield f"Note over I,R: {_text(state)}"


def _arrow(sender: Side, shaft: str, words: str) -> str:
    return f"{NAMES[sender]}{shaft}{NAMES[sender.other]}: {_text(words)}"
