"""A timeline as SVG: for the page, whose colours and links it takes, or as a file of its own."""

from collections.abc import Container, Iterable, Iterator
from html import escape
from itertools import groupby, pairwise

from l2tpscope.render.drawing import Item, Path, Shape, Words
from l2tpscope.render.svg import element, number, picture, text
from l2tpscope.render.timeline_layout import laid_out
from l2tpscope.views.strips import Timeline

MARGIN = 12
"""Around a file of its own; the page has its own margins."""
Attributes = dict[str, str | float]


def timeline_svg(timeline: Timeline, *, standalone: bool = True, targets: Container[str] | None = None) -> str:
    """The picture as SVG text; the same timeline gives the same octets.

    In the page it has no title above it, and numbers of findings, tunnels and sessions lead to their places, as far as
    these are among `targets`, the ids of the page (None: it has them all).
    """
    drawing = laid_out(timeline, titled=standalone)
    possible = [item for item in drawing.items if isinstance(item, Words) and item.link and not standalone]
    linked = [words for words in possible if targets is None or words.link in targets]
    leading = {id(words) for words in linked}
    parts = [*_grouped(item for item in drawing.items if id(item) not in leading)]
    if linked:
        parts = [element("g", "".join(parts), aria_hidden="true"), *(_link(words) for words in linked)]
    described = element("desc", escape(drawing.description, quote=False))
    size = drawing.width, drawing.height
    if standalone:
        parts = [element("g", "".join(parts), transform=f"translate({MARGIN} {MARGIN})")]
        size = drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN
    role = "group" if linked else "img"
    return picture(*size, drawing.title, [described, *parts], standalone=standalone, role=role)


def _grouped(items: Iterable[Item]) -> Iterator[str]:
    """Shapes alike, one after the other, share what they look like, and without titles one path."""
    for look, alike in groupby(items, _look):
        if look is None:
            yield from (_text(item) for item in alike if isinstance(item, Words))
        else:
            yield element("g", "".join(_paths(item for item in alike if isinstance(item, Shape))), **look)


def _look(item: Item) -> Attributes | None:
    if isinstance(item, Words):
        return None
    look: Attributes = {"fill": _colour(item.fill), "stroke": _colour(item.stroke)}
    if item.stroke:
        look["stroke_width"] = item.width
    if item.dashed:
        look["stroke_dasharray"] = "3 3"
    return look


def _colour(tone: str) -> str:
    return f"var(--l2-{tone})" if tone else "none"


def _paths(shapes: Iterable[Shape]) -> Iterator[str]:
    for title, alike in groupby(shapes, lambda shape: shape.title):
        path = "".join(_path(path, closed=bool(shape.fill)) for shape in alike for path in shape.paths)
        yield element("path", element("title", escape(title, quote=False)) if title else "", d=path)


def _path(points: Path, *, closed: bool) -> str:
    """The shortest way to say it: H and V where a line is level or upright."""
    x, y = points[0]
    steps = [f"M{number(x)} {number(y)}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        if y1 == y2:
            steps.append(f"H{number(x2)}")
        elif x1 == x2:
            steps.append(f"V{number(y2)}")
        else:
            steps.append(f"L{number(x2)} {number(y2)}")
    return "".join(steps) + ("Z" if closed else "")


def _text(words: Words) -> str:
    looks = (words.tone if words.tone != "ink" else "", "bold" if words.bold else "", "small" if words.small else "")
    return text(words.x, words.y, words.words, " ".join(look for look in looks if look), words.anchor)


def _link(words: Words) -> str:
    named: Attributes = {"aria_label": words.name} if words.name else {}
    return element("a", _text(words), href=f"#{words.link}", text_decoration="underline", **named)
