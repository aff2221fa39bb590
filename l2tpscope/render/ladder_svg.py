"""A ladder as SVG: for documents and tickets; it brings its own colours, light and dark."""

from l2tpscope.render.ladder_scene import scene
from l2tpscope.render.scene import Box, Head, Mark, Stroke, Words
from l2tpscope.render.svg import element, line, picture, rectangle, text
from l2tpscope.views.ladder import Ladder


def ladder_svg(ladder: Ladder, *, standalone: bool = True) -> str:
    """The picture as SVG text; the same ladder gives the same octets."""
    drawn = scene(ladder)
    parts = [_painted(mark) for mark in drawn.marks]
    return picture(drawn.width, drawn.height, drawn.title, parts, standalone=standalone)


def _painted(mark: Mark) -> str:
    match mark:
        case Words():
            tone = "" if mark.tone == "ink" else mark.tone
            named = (tone, "mono" if mark.mono else "", "bold" if mark.bold else "")
            return text(mark.x, mark.y, mark.text, " ".join(filter(None, named)), mark.anchor)
        case Stroke(dashes=None):
            return line(mark.x1, mark.y1, mark.x2, mark.y2, mark.tone, stroke_width=mark.width)
        case Stroke(dashes=(dash, gap)):
            dashes = f"{dash:g} {gap:g}"
            return line(mark.x1, mark.y1, mark.x2, mark.y2, mark.tone, stroke_width=mark.width, stroke_dasharray=dashes)
        case Box():
            return rectangle((mark.x, mark.y), (mark.width, mark.height), mark.tone)
        case Head():
            back = mark.x + (-11 if mark.rightward else 11)
            points = f"{mark.x:.1f},{mark.y:.1f} {back:.1f},{mark.y - 5:.1f} {back:.1f},{mark.y + 5:.1f}"
            return element("polygon", "", points=points, fill=f"var(--l2-{mark.tone})")
    raise AssertionError(mark)
