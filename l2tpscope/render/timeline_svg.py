"""A timeline as SVG: for the page, whose colours and links it takes, or as a file of its own."""

from collections.abc import Container

from l2tpscope.render.svg import painted
from l2tpscope.render.timeline_layout import laid_out
from l2tpscope.views.strips import Timeline


def timeline_svg(timeline: Timeline, *, standalone: bool = True, targets: Container[str] | None = None) -> str:
    """The picture as SVG text; the same timeline gives the same octets.

    In the page it has no title above it, and numbers of findings, tunnels and sessions lead to their places, as far as
    these are among `targets`, the ids of the page (None: it has them all).
    """
    return painted(laid_out(timeline, titled=standalone), standalone=standalone, targets=targets)
