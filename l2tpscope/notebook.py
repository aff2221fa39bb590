"""What `import l2tpscope` gives: a capture read that shows itself in Jupyter, its tables as DataFrames, its report."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from l2tpscope import analysis as pipeline
from l2tpscope.conversation.model import Tunnel
from l2tpscope.render.as_json import json_text
from l2tpscope.render.escape import plain
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_svg import ladder_svg
from l2tpscope.render.ladder_text import ladder_text
from l2tpscope.render.notebook_html import tunnel_html, verdict_html
from l2tpscope.render.report import report_html
from l2tpscope.render.timeline_figure import timeline_octets
from l2tpscope.render.timeline_svg import timeline_svg
from l2tpscope.secrets.secrets_file import read_secrets
from l2tpscope.views import tables
from l2tpscope.views.clock import counted
from l2tpscope.views.ladder import Ladder, ladder
from l2tpscope.views.listing import sessions_table, tunnel_table
from l2tpscope.views.overview import overview
from l2tpscope.views.report import report_page
from l2tpscope.views.selecting import session_named, tunnel_named
from l2tpscope.views.strips import Timeline
from l2tpscope.views.summary import Summary, summary
from l2tpscope.views.timeline import timeline

if TYPE_CHECKING:
    import pandas as pd


class LadderPicture:
    """A message ladder: a picture in a notebook, text where it is printed."""

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder

    def __repr__(self) -> str:
        what = f"session {self.ladder.session}" if self.ladder.session else f"tunnel {self.ladder.tunnel}"
        return (
            f"<ladder of {what}, {plain(self.ladder.name)}: {counted(len(self.ladder.rows), 'row')}; print() shows it>"
        )

    def __str__(self) -> str:
        return ladder_text(self.ladder, Ink(), "CAPTURE")

    # No _repr_png_: Jupyter would ask for it with each display, and a PNG takes a second for every fifty rows.
    def _repr_svg_(self) -> str:
        return ladder_svg(self.ladder)


class TimelinePicture:
    """A timeline: a picture in a notebook, told in words where it is printed."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline

    def __repr__(self) -> str:
        return f"<timeline: {plain(self.timeline.title)}; print() tells it>"

    def __str__(self) -> str:
        return plain(self.timeline.description)

    def _repr_svg_(self) -> str:
        return timeline_svg(self.timeline)

    def _repr_png_(self) -> bytes:
        return timeline_octets(self.timeline, "png")


class TunnelReading:
    """One tunnel of a reading.

    analysis, tunnel   the objects behind it
    """

    def __init__(self, analysis: pipeline.Analysis, tunnel: Tunnel) -> None:
        self.analysis = analysis
        self.tunnel = tunnel

    def __repr__(self) -> str:
        told = f"{self.tunnel.state}, {counted(len(self.tunnel.sessions), 'session')}"
        return f"<tunnel {self.tunnel.index}, {plain(self.tunnel.name)}: {told}>"

    def _repr_html_(self) -> str:
        return tunnel_html(tunnel_table(self.analysis, self.tunnel), sessions_table(self.analysis, self.tunnel))

    @property
    def sessions(self) -> "pd.DataFrame":
        """One row for each session of the tunnel."""
        return tables.frame_of(sessions_table(self.analysis, self.tunnel)).set_index("index")

    def ladder(self, session: str | None = None) -> LadderPicture:
        """Its messages as arrows, or those of one session ("1.2", or just "2").

        Raises UsageError for an unknown session.
        """
        chosen = None if session is None else session_named(self.analysis, session, self.tunnel)
        return LadderPicture(ladder(self.analysis, self.tunnel, chosen))

    def timeline(self) -> TimelinePicture:
        """What happened in it when."""
        return TimelinePicture(timeline(self.analysis, self.tunnel))


class Reading:
    """One analysis, for people who work in Python: docs/python.md. Its tables are described in docs/tables.md.

    analysis   the objects behind it all: tunnels with their messages, findings, attempts
    """

    def __init__(self, analysis: pipeline.Analysis) -> None:
        self.analysis = analysis

    def __repr__(self) -> str:
        told = self._summary
        counts = f"{counted(len(told.tunnels), 'tunnel')}, {counted(told.calls, 'call')}, {told.failed:,} failed"
        return f"<{plain(', '.join(told.paths))}: {counts}. {plain(told.headline)}>"

    def _repr_html_(self) -> str:
        return verdict_html(self._summary)

    @cached_property
    def _summary(self) -> Summary:
        return summary(self.analysis)

    def tunnel(self, name: str | int) -> TunnelReading:
        """The tunnel "ADDRESS:ID" of either side, or of this number in the tables.

        Raises UsageError where there is none, or several.
        """
        return TunnelReading(self.analysis, tunnel_named(self.analysis, str(name)))

    def timeline(self) -> TimelinePicture:
        """What happened when in all tunnels."""
        return TimelinePicture(overview(self.analysis))

    @cached_property
    def tunnels(self) -> "pd.DataFrame":
        """One row for each tunnel."""
        return tables.tunnels(self.analysis)

    @cached_property
    def sessions(self) -> "pd.DataFrame":
        """One row for each session."""
        return tables.sessions(self.analysis)

    @cached_property
    def messages(self) -> "pd.DataFrame":
        """One row for each captured control message."""
        return tables.messages(self.analysis)

    @cached_property
    def findings(self) -> "pd.DataFrame":
        """One row for each finding, root causes first."""
        return tables.findings(self.analysis)

    def report(self, path: str | Path) -> Path:
        """Write the HTML report; its directory is made if it is missing."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(report_html(report_page(self.analysis)), encoding="utf-8")
        return target

    def to_json(self) -> str:
        """What `l2tpscope analyze --json` prints (docs/json.md)."""
        return json_text(self.analysis)


def read(  # noqa: PLR0913 - what a user can ask for
    sources: pipeline.Source | Iterable[pipeline.Source],
    *,
    ports: Iterable[int] = (),
    since: int | None = None,
    until: int | None = None,
    count: int | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    secrets: str | Path | None = None,
) -> Reading:
    """Read and analyze a capture, or several as one; the arguments are those of `l2tpscope.analysis.read`.

    `secrets` is the path of a file as docs/secrets.md describes it. Raises UsageError where it cannot be used.
    """
    return Reading(
        pipeline.read(
            sources,
            ports=ports,
            since=since,
            until=until,
            count=count,
            select=select,
            ignore=ignore,
            secrets=None if secrets is None else read_secrets(secrets),
        )
    )
