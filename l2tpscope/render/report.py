"""The report page: one self-contained HTML file that asks nothing of the network and runs no script."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Side
from l2tpscope.render.escape import plain
from l2tpscope.render.svg import STYLE
from l2tpscope.render.text import display_filter, frame_name
from l2tpscope.render.timeline_svg import timeline_svg
from l2tpscope.views.clock import counted, duration, instant, octets, offset, seconds
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.report import ReportPage, lifeline_states
from l2tpscope.views.rows import Row, Rung
from l2tpscope.views.strips import Timeline

TONES = {"fatal": "bad", "drop": "bad", "degraded": "odd", "posture": "note", "info": "note"}


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of a ladder with its times; the states of both sides after it and the tones of findings are CSS classes."""

    kind: str
    row: Row
    since: str
    step: str
    initiator: str
    recipient: str
    findings: tuple[tuple[int, str], ...]


def report_html(page: ReportPage) -> str:
    """The page as HTML; the same page gives the same octets."""
    style = Markup(_style())  # noqa: S704 - our own file
    return _environment().get_template("report.html.j2").render(page=page, anchors=_anchors(page), style=style)


def _anchors(page: ReportPage) -> dict[FrameRef, FrameRef]:
    """The rung on which each frame stands, repeats in a fold included: where a link to it leads."""
    found: dict[FrameRef, FrameRef] = {}
    for row in (row for picture in page.pictures for row in picture.ladder.rows):
        if isinstance(row, Rung):
            found |= dict.fromkeys((row.ref, *(again for again, _ in row.again)), row.ref)
    return found


def _style() -> str:
    return resources.files("l2tpscope.render").joinpath("templates/report.css").read_text("utf-8") + STYLE


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("l2tpscope.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.filters |= {"duration": duration, "instant": instant, "octets": octets, "seconds": seconds}
    environment.globals |= {
        "counted": counted,
        "display_filter": display_filter,
        "frame_name": frame_name,
        "rows_of": rows_of,
        "timeline_svg": _inline,
    }
    return environment


def _harmless(value: object) -> object:
    """Every string that the template prints has its control and bidirectional characters spelled out."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _inline(timeline: Timeline, page: ReportPage) -> Markup:
    tunnels = {f"t{line.index}" for line in page.tunnels}
    drawn = timeline_svg(timeline, standalone=False, targets=tunnels)
    return Markup(drawn)  # noqa: S704 - every string in it is escaped by svg.py


def rows_of(ladder: Ladder) -> Iterator[DrawnRow]:
    """The rows of a ladder as the template draws them."""
    tones = {number: TONES[finding.severity] for number, finding in ladder.findings}
    states = dict.fromkeys(Side, "idle")
    before: Row | None = None
    for row in ladder.rows:
        silent = dict.fromkeys(Side, "")
        if isinstance(row, Rung):
            states = lifeline_states(row.states, states)
            silent |= {row.sender.other: " silent"} if row.unanswered else {}
        yield DrawnRow(
            kind=type(row).__name__.lower(),
            row=row,
            since=offset(row.time_ns - ladder.start_ns),
            step=_step(before, row),
            initiator=states[Side.INITIATOR] + silent[Side.INITIATOR],
            recipient=states[Side.RECIPIENT] + silent[Side.RECIPIENT],
            findings=tuple((number, tones[number]) for number in row.findings) if isinstance(row, Rung) else (),
        )
        before = row


def _step(before: Row | None, row: Row) -> str:
    if before is None:
        return ""
    reached = before.last_ns if before.last_ns <= row.time_ns else before.time_ns
    return f"+{duration(row.time_ns - reached)}" if row.time_ns > reached else ""
