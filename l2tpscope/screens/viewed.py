"""What all screens look at: the analysis at hand, what may be drawn with, and how times are told."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Tunnel
from l2tpscope.render.ink import Ink
from l2tpscope.views.glances import Glances, glances
from l2tpscope.views.layout import Times
from l2tpscope.views.summary import STDIN, Summary, summary

Write = Callable[[Analysis], Path]
NEXT = {Times.RELATIVE: Times.DELTA, Times.DELTA: Times.ABSOLUTE, Times.ABSOLUTE: Times.RELATIVE}


class Viewed:
    """One analysis after the other is put into it; the screens take what they show from it.

    heading   a line that stands in place of the time span, where a capture is still growing; or None
    write_report   writes the report and returns where it is
    """

    def __init__(self, analysis: Analysis, ink: Ink, write_report: Write) -> None:
        self.ink, self.write_report, self.times = ink, write_report, Times.RELATIVE
        self.replace(analysis)

    def replace(self, analysis: Analysis, heading: str | None = None) -> None:
        """Look at a newer analysis."""
        self.analysis, self.heading = analysis, heading
        for name in ("glances", "summary"):
            self.__dict__.pop(name, None)

    @cached_property
    def glances(self) -> Glances:
        """The tunnels at a glance."""
        return glances(self.analysis)

    @cached_property
    def summary(self) -> Summary:
        """The verdict."""
        return summary(self.analysis)

    @property
    def captures(self) -> str:
        """The file that is looked at, or the first of several, without its folder."""
        paths = [facts.path for facts in self.analysis.conversation.captures]
        first = STDIN if paths[:1] == ["-"] else Path(paths[0]).name if paths else ""
        return first if len(paths) < 2 else f"{first} and {len(paths) - 1:,} more"  # noqa: PLR2004 - one alone

    def tunnel(self, name: str) -> Tunnel | None:
        """The tunnel of this name, if it is still there."""
        return next((tunnel for tunnel in self.analysis.conversation.tunnels if tunnel.name == name), None)

    def inked(self, width: int) -> Ink:
        """How to draw on so many columns."""
        return Ink(self.ink.colour, self.ink.unicode, width)
