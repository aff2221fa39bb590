"""A ladder as HTML: a table with drawn arrows, for the report and as a page of its own."""

from collections.abc import Iterable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from l2tpscope.capture.block import FrameRef
from l2tpscope.render.escape import plain
from l2tpscope.render.ladder_notes import headlines
from l2tpscope.render.ladder_tones import arrow_tone, finding_tone, line_tone, word_tone
from l2tpscope.render.self_contained import inline, packaged, policy
from l2tpscope.render.svg import STYLE
from l2tpscope.views.clock import duration, offset, rfc3339
from l2tpscope.views.details import details_of
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.layout import (
    REPEATS_LISTED,
    acknowledged_words,
    again_words,
    amounts,
    direction,
    end_names,
    entered_by,
    entered_by_both,
    gap_words,
    legend,
    lines,
)
from l2tpscope.views.rows import Row, Rung

LADDER_STYLE = packaged("ladder.css")
"""What a page with ladders needs beside the colours of render/svg.py.

Heads stay in sight where the page sets --ladder-head to sticky, at --ladder-top from the upper edge.
"""
LADDER_SCRIPT = packaged("ladder.js")
"""What makes ladders answer: filter, folds, keyboard. Without it they can be read all the same."""


def ladder_fragment(ladder: Ladder) -> Markup:
    """The table of a ladder, to stand in a page with LADDER_STYLE; rows are link targets, as in "f0-17".

    Numbers of findings link to places such as #finding-3.
    """
    tones = {number: finding_tone(finding.severity) for number, finding in ladder.findings}
    drawn = _environment().get_template("ladder.html.j2").render(ladder=ladder, tones=tones, listed=REPEATS_LISTED)
    return Markup(drawn)  # noqa: S704 - autoescaped


def anchors(ladder: Ladder) -> dict[FrameRef, FrameRef]:
    """Where links to the frames of a ladder lead: to their rows, to their places in a fold, or to the row of that."""
    found: dict[FrameRef, FrameRef] = {}
    for row in ladder.rows:
        if isinstance(row, Rung):
            listed = {one.ref: one.ref for one in row.again[:REPEATS_LISTED]}
            found |= dict.fromkeys((one.ref for one in row.again), row.ref) | listed | {row.ref: row.ref}
    return found


def ladder_page(ladders: Iterable[Ladder]) -> str:
    """Ladders as a page of its own that asks nothing of the network; the same ladders give the same octets."""
    template = _environment().get_template("ladder_page.html.j2")
    style, script = inline(STYLE, LADDER_STYLE), inline(LADDER_SCRIPT)
    return template.render(ladders=list(ladders), style=style, script=script, policy=policy(style, script))


TIME_LETTERS, FRAME_LETTERS = 8, 6
"""What fits into the columns of ladder.css as they are."""


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
    environment.filters |= {each.__name__: each for each in FILTERS}
    environment.filters |= {
        "fragment": ladder_fragment,
        "kind": _kind,
        "row_classes": _row_classes,
        "widths": _widths,
    }
    return environment


FILTERS = (
    acknowledged_words, again_words, amounts, arrow_tone, details_of, direction, duration, end_names, entered_by,
    entered_by_both, gap_words, headlines, legend, line_tone, lines, offset, rfc3339, word_tone,
)  # fmt: skip
"""What the templates call, by their names."""


def _harmless(value: object) -> object:
    """Every string that the template prints has its control and bidirectional characters spelled out."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _kind(row: Row) -> str:
    return type(row).__name__.lower()


def _widths(ladder: Ladder) -> str:
    """Classes of a table whose times, or frame numbers, are longer than usual."""
    placed = list(lines(ladder))
    frames = [len(ladder.frame_name(line.row.ref)) for line in placed if isinstance(line.row, Rung)]
    has_long_times = any(len(line.since) > TIME_LETTERS for line in placed)
    has_long_frames = any(length > FRAME_LETTERS for length in frames)
    return (" late-hours" if has_long_times else "") + (" far-frames" if has_long_frames else "")


def _row_classes(rung: Rung, tones: dict[int, str]) -> str:
    flags = (("lost", rung.unanswered), ("late", rung.late), ("found", bool(rung.findings)))
    tone = [tones[number] for number in rung.findings[:1]]
    return " ".join([rung.kind, *(name for name, is_so in flags if is_so), *tone])
