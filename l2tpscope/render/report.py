"""The report page: one self-contained HTML file that asks nothing of the network."""

from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from l2tpscope.capture.block import FrameRef
from l2tpscope.render.escape import plain
from l2tpscope.render.ladder_html import LADDER_SCRIPT, LADDER_STYLE, anchors, ladder_fragment
from l2tpscope.render.report_data import ROWS_WITHOUT_SCRIPT, page_data
from l2tpscope.render.self_contained import inline, packaged, policy
from l2tpscope.render.svg import STYLE, THEMES
from l2tpscope.render.timeline_svg import timeline_svg
from l2tpscope.views.clock import counted, duration, instant, octets, time_of_day
from l2tpscope.views.histogram import Bin, Histogram
from l2tpscope.views.report import LADDERS, ReportPage
from l2tpscope.views.strips import Timeline

LONGEST = 8_000
"""Letters of one string that are printed: more than any of ours, and less than a sender can do harm with."""


def report_html(page: ReportPage) -> str:
    """The page as HTML; the same page gives the same octets."""
    style = inline(STYLE, THEMES, packaged("report.css"), LADDER_STYLE)
    script = inline(packaged("tunnels.js"), packaged("report.js"), LADDER_SCRIPT)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            page=page,
            anchors=_anchors(page),
            data=page_data(page),
            drawn={picture.listed.line.index for picture in page.pictures},
            names=_names(page.summary.paths),
            targets=_targets(page),
            most_drawn=LADDERS,
            rows_without_script=ROWS_WITHOUT_SCRIPT,
            policy=policy(style, script),
            style=style,
            script=script,
        )
    )


def _anchors(page: ReportPage) -> dict[FrameRef, FrameRef]:
    """Where a link to a frame leads that stands in some ladder."""
    return {frame: place for picture in page.pictures for frame, place in anchors(picture.ladder).items()}


def _names(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The captures by their file names, where these tell them apart."""
    names = tuple(Path(path).name for path in paths)
    return names if len(set(names)) == len(names) else paths


def _targets(page: ReportPage) -> set[str]:
    """Where links of a timeline lead: findings, tunnels, and the sessions of those that are told in full."""
    findings = {f"finding-{number}" for told in page.told for number in told.card.numbers}
    sessions = {f"s{call.index}" for picture in page.pictures for call in picture.calls}
    return findings | sessions | {f"t{row.line.index}" for row in page.tunnels}


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
    environment.filters |= {"clock": time_of_day, "duration": duration, "instant": instant, "octets": octets}
    environment.globals |= {
        "counted": counted,
        "height": height,
        "in_words": in_words,
        "ladder_fragment": ladder_fragment,
        "timeline_svg": _drawn,
    }
    return environment


def _harmless(value: object) -> object:
    """Every string that the template prints has its control and bidirectional characters spelled out, and an end."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if len(value) > LONGEST:
        value = f"{value[:LONGEST]}… ({len(value) - LONGEST:,} more letters)"
    return plain(value)


def _drawn(timeline: Timeline, targets: Container[str]) -> Markup:
    drawn = timeline_svg(timeline, standalone=False, targets=targets)
    return Markup(drawn)  # noqa: S704 - every string in it is escaped by svg.py


TALLEST, LEAST = 20, 2.5


def height(number: int, most: int) -> float:
    """Of a bar of the histogram, in its units; never too low to be seen."""
    return round(max(TALLEST * number / most, LEAST), 1)


BINS_TOLD = 6


def in_words(shown: Histogram) -> str:
    """The histogram for those who do not see it."""
    failed = sorted((one for one in shown.bins if one.failed), key=lambda one: (-one.failed, one.begin_ns))
    told = [*_told(failed[:BINS_TOLD])]
    if len(failed) > BINS_TOLD:
        told.append(f"and fewer in {counted(len(failed) - BINS_TOLD, 'other interval')}")
    failures = f"Failed: {', '.join(told)}." if told else "None failed."
    begun = sum(one.begun for one in shown.bins)
    return f"Calls per {duration(shown.interval_ns)}. {failures} {counted(begun, 'call')} begun in all."


def _told(bins: list[Bin]) -> Iterator[str]:
    yield from (f"{one.failed:,} from {time_of_day(one.begin_ns)}" for one in bins)
