"""What all screens look at: the look at hand, what may be drawn with, how times are told, and what can be written."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Tunnel
from l2tpscope.render.ink import Ink
from l2tpscope.screens.look import Chosen, Look
from l2tpscope.views.happening import Happening
from l2tpscope.views.layout import Times
from l2tpscope.views.summary import STDIN

NEXT = {Times.RELATIVE: Times.DELTA, Times.DELTA: Times.ABSOLUTE, Times.ABSOLUTE: Times.RELATIVE}


@dataclass(frozen=True, slots=True)
class Writers:
    """What can be written while the screen goes on, and the sentence that says what was; OSError where it cannot.

    report   of the analysis at hand
    tunnel   its frames, as far as they are still there; raises UnreadableCapture where the file is gone
    """

    report: Callable[[Analysis], str]
    tunnel: Callable[[Analysis, Tunnel], str]


class Viewed:
    """One look after the other is put into it; the screens take what they show from it.

    chosen  the ladder that is on the screen, None for no ladder
    ended   why a live capture goes on no more, one sentence, else None
    """

    def __init__(self, look: Look, ink: Ink, writers: Writers) -> None:
        self.look, self.ink, self.writers = look, ink, writers
        self.times = Times.ABSOLUTE if look.is_live else Times.RELATIVE
        self.chosen: Chosen | None = None
        self.ended: str | None = None

    @property
    def analysis(self) -> Analysis:
        """What is looked at."""
        return self.look.analysis

    @property
    def captures(self) -> str:
        """The file that is looked at, or the first of several, without its folder."""
        paths = [facts.path for facts in self.analysis.conversation.captures]
        first = STDIN if paths[:1] == ["-"] else Path(paths[0]).name if paths else ""
        return first if len(paths) < 2 else f"{first} and {len(paths) - 1:,} more"  # noqa: PLR2004 - one alone

    def finding(self, key: Hashable) -> Happening | None:
        """The finding that stays known by this key, as it stands now."""
        return next((one for one in self.look.happenings if one.key == key and one.finding is not None), None)

    def inked(self, width: int) -> Ink:
        """How to draw on so many columns."""
        return Ink(self.ink.colour, self.ink.unicode, width)
