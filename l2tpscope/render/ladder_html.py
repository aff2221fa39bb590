"""A ladder as HTML: a table with drawn arrows, for the report and as a page of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from l2tpscope.conversation.model import Side
from l2tpscope.render.escape import plain
from l2tpscope.views.clock import counted, duration, octets, offset, seconds
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.report import lifeline_states
from l2tpscope.views.rows import Row, Rung

TONES = {"fatal": "bad", "drop": "bad", "degraded": "odd", "posture": "note", "info": "note"}


def _file(name: str) -> str:
    return resources.files("l2tpscope.render").joinpath("templates", name).read_text("utf-8")


LADDER_STYLE = _file("ladder.css")
"""What a page with ladders needs beside the colours of render/svg.py."""
LADDER_SCRIPT = _file("ladder.js")
"""What makes ladders answer: filter, folds, keyboard. Without it they can be read all the same."""


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


def ladder_fragment(ladder: Ladder) -> Markup:
    """The table of a ladder, to stand in a page with LADDER_STYLE; rows are link targets, as in "f0-17"."""
    return Markup(_environment().get_template("ladder.html.j2").render(ladder=ladder))  # noqa: S704 - autoescaped


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("l2tpscope.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.filters |= {"duration": duration, "octets": octets, "seconds": seconds}
    environment.globals |= {"counted": counted, "rows_of": rows_of}
    return environment


def _harmless(value: object) -> object:
    """Every string that the template prints has its control and bidirectional characters spelled out."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


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
