"""The report page: one self-contained HTML file that asks nothing of the network and runs no script."""

from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from l2tpscope.capture.block import FrameRef
from l2tpscope.render.escape import plain
from l2tpscope.render.ladder_html import LADDER_STYLE, anchors, ladder_fragment
from l2tpscope.render.svg import STYLE
from l2tpscope.render.text import display_filter, frame_name
from l2tpscope.render.timeline_svg import timeline_svg
from l2tpscope.views.clock import counted, duration, instant, octets
from l2tpscope.views.report import ReportPage
from l2tpscope.views.timeline import Timeline


def report_html(page: ReportPage) -> str:
    """The page as HTML; the same page gives the same octets."""
    style = Markup(_style())  # noqa: S704 - our own file
    return _environment().get_template("report.html.j2").render(page=page, anchors=_anchors(page), style=style)


def _anchors(page: ReportPage) -> dict[FrameRef, FrameRef]:
    """Where a link to a frame leads that stands in some ladder."""
    return {frame: place for picture in page.pictures for frame, place in anchors(picture.ladder).items()}


def _style() -> str:
    return (
        resources.files("l2tpscope.render").joinpath("templates/report.css").read_text("utf-8") + LADDER_STYLE + STYLE
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("l2tpscope.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.filters |= {"duration": duration, "instant": instant, "octets": octets}
    environment.globals |= {
        "counted": counted,
        "display_filter": display_filter,
        "frame_name": frame_name,
        "ladder_fragment": ladder_fragment,
        "timeline_svg": _inline,
    }
    return environment


def _harmless(value: object) -> object:
    """Every string that the template prints has its control and bidirectional characters spelled out."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _inline(timeline: Timeline) -> Markup:
    return Markup(timeline_svg(timeline, standalone=False))  # noqa: S704 - every string in it is escaped by svg.py
