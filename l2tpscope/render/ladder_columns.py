"""The columns of a drawn ladder: where times, lifelines, frames and notes stand, by what they have to hold."""

from dataclasses import dataclass

from l2tpscope.render.drawing import WIDEST_LETTER
from l2tpscope.render.escape import cells, plain
from l2tpscope.views.ladder import Ladder, Lifeline
from l2tpscope.views.layout import Line
from l2tpscope.views.rows import Rung

EDGE, ROOM = 12.0, 408.0
"""Margin; room for notes."""
LEAST_TIME, LEAST_FRAME, STEP, ARROWS, WIDEST_ARROWS = 8, 6, 70.0, 470.0, 780.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Places in pixels from the left: time, step and frame end there, all others begin."""

    time: float
    step: float
    left: float
    right: float
    frame: float
    session: float
    finding: float
    notes: float

    @property
    def middle(self) -> float:
        """Between the lifelines."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """Of the whole picture."""
        return self.notes + ROOM

    @property
    def note_letters(self) -> int:
        """Letters of a note that fit."""
        return int(ROOM / WIDEST_LETTER) + 2

    @property
    def arrow_letters(self) -> int:
        """Letters that fit between the lifelines."""
        return int((self.right - self.left) / WIDEST_LETTER) - 6


def columns_of(ladder: Ladder, placed: list[Line]) -> Columns:
    """The columns of a ladder with these rows."""
    frames = [len(ladder.frame_name(line.row.ref)) for line in placed if isinstance(line.row, Rung)]
    time = EDGE + WIDEST_LETTER * max([LEAST_TIME, *(len(line.since) for line in placed)])
    left = time + STEP + 18
    pairs = zip(*map(named, ladder.lifelines), strict=True)
    arrows = max(ARROWS, *(WIDEST_LETTER * (cells(one) + cells(other) + 2) for one, other in pairs))
    right = left + min(arrows, WIDEST_ARROWS)
    frame = right + EDGE + WIDEST_LETTER * max([LEAST_FRAME, *frames])
    session = frame + 14
    finding = session + WIDEST_LETTER * max((len(index) + 2.5 for index in ladder.session_indexes), default=0)
    notes = finding + WIDEST_LETTER * max((len(str(number)) + 3.5 for number, _ in ladder.findings), default=0)
    return Columns(time, time + STEP, left, right, frame, session, finding, notes)


def named(end: Lifeline) -> tuple[str, str, str]:
    """The three lines above a lifeline: role and name, address, tunnel ID; harmless."""
    number = "?" if end.tunnel_id is None else str(end.tunnel_id)
    return plain(f"{end.role or end.side.value} {end.host or ''}".rstrip()), end.address, f"tunnel ID {number}"
