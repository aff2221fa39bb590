"""Look: one analysis with what the first screen says of it, made before it is shown, by whoever has the time."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Tunnel
from l2tpscope.live.events import Event
from l2tpscope.views.clock import SECOND
from l2tpscope.views.glances import glances
from l2tpscope.views.happening import Happened, Happening, found
from l2tpscope.views.ladder import Ladder, ladder
from l2tpscope.views.pulse import Reading, left_out, pulse, reading, so_far
from l2tpscope.views.rows import Row, Rung
from l2tpscope.views.summary import Verdict

MOST_ROWS = 5_000
"""Of a ladder; evidence is among them."""

SOON_NS = 3 * SECOND
"""So long a request that was not sent again may wait: the longest first timer, that of PPP (RFC 1661 4.6)."""


class Chosen(NamedTuple):
    """Of which tunnel, by name, the ladder is wanted; of its session of this number alone, 0 for all."""

    tunnel: str
    session: int = 0


class Look:
    """What can be seen of a capture at one moment.

    headline, tone   the verdict
    heading   stands beside the name of the capture; remarks: below it, only of what is watched live
    """

    is_live = False
    remarks: tuple[str, ...] = ()

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._laid: tuple[Chosen, Ladder] | None = None
        self.glances = glances(analysis)
        verdict = Verdict(analysis)
        self.headline, self.tone = verdict.headline, verdict.tone
        self.heading = self.glances.heading
        self.happenings: tuple[Happening, ...] = found(analysis)

    def tunnel(self, name: str) -> Tunnel | None:
        """The tunnel of this name, if it is still there."""
        return next((tunnel for tunnel in self.analysis.conversation.tunnels if tunnel.name == name), None)

    def ladder(self, chosen: Chosen) -> Ladder | None:
        """The ladder of a tunnel, or of one of its sessions; None once the tunnel is gone. The last one is kept."""
        laid, tunnel = self._laid, self.tunnel(chosen.tunnel)
        if tunnel is None or (laid is not None and laid[0] == chosen):
            return laid[1] if laid is not None and tunnel is not None else None
        part = next((one for one in tunnel.sessions if one.number == chosen.session), None)
        shown = ladder(self.analysis, tunnel, part, MOST_ROWS)
        self._laid = chosen, shown
        return shown


class LiveLook(Look):
    """A look at a capture that goes on; the one before says what is new and how fast frames come."""

    is_live = True

    def __init__(self, analysis: Analysis, events: Iterable[Event], happened: Happened, before: Reading) -> None:
        super().__init__(analysis)
        self.headline = so_far(self.headline)
        self.heading = pulse(analysis, before)
        self.reading = reading(analysis)
        self.happenings = happened.after(events, analysis)
        self.remarks = tuple(left_out(analysis))

    def ladder(self, chosen: Chosen) -> Ladder | None:
        """As of a file, but of what has just been sent it is not said that no answer came."""
        laid = super().ladder(chosen)
        if laid is None:
            return None
        since_ns = self.analysis.conversation.last_ns - SOON_NS
        return replace(laid, rows=tuple(_patient(row, since_ns) for row in laid.rows))


def _patient(row: Row, since_ns: int) -> Row:
    is_young = isinstance(row, Rung) and row.unanswered and not row.again and row.time_ns > since_ns
    return replace(row, unanswered=False) if is_young and isinstance(row, Rung) else row
