"""A timeline for documents: SVG, PNG or PDF, the same octets for the same timeline."""

from l2tpscope.render.figure import octets
from l2tpscope.render.timeline_layout import laid_out
from l2tpscope.views.strips import Timeline


def timeline_octets(timeline: Timeline, format_: str) -> bytes:
    """The picture as a file of this format: "svg", "png" or "pdf"."""
    return octets(laid_out(timeline, titled=True), format_)
