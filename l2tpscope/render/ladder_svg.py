"""A ladder as SVG: for documents and tickets; it brings its own colours, light and dark."""

from l2tpscope.render.ladder_layout import laid_out
from l2tpscope.render.svg import painted
from l2tpscope.views.ladder import Ladder


def ladder_svg(ladder: Ladder, *, standalone: bool = True) -> str:
    """The picture as SVG text; the same ladder gives the same octets."""
    return painted(laid_out(ladder), standalone=standalone)
