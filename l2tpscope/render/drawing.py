"""Shapes and Words: a picture as a list of what is to be drawn, in pixels and tones; SVG and matplotlib paint it."""

from collections.abc import Iterator
from dataclasses import dataclass

Point = tuple[float, float]
Path = tuple[Point, ...]
Box = tuple[float, float, float, float]
"""x, y of the upper left corner, width, height."""
LETTER, SMALL_LETTER, WIDEST_LETTER = 6.6, 6.0, 7.3
"""Width of a letter of 12 pixels, and of 11, on average; and of one of 12 at most, no matter in which font."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines through points; where there is a `fill` each is closed.

    fill, stroke   tones: the page's colours by name ("bad", "panel"), "" for none
    dashes         lengths of dash and gap
    title          what it says of itself where one can point at it
    """

    paths: tuple[Path, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dashes: tuple[float, float] | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text of 12 pixels, or of 11 (`small`), whose base line is at y.

    anchor   which part of it stands at x: "start", "middle", "end"
    link     the anchor in the page that it leads to, "" for none
    name     what the link is called, where the words alone do not say it
    """

    x: float
    y: float
    text: str
    tone: str = "ink"
    anchor: str = "start"
    bold: bool = False
    small: bool = False
    mono: bool = False
    link: str = ""
    name: str = ""


Item = Shape | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of so many pixels, painted in the order of its items.

    description   what it shows in sentences, "" where the title says it all
    margin        pixels left free around it; in a page, the page has its own
    """

    width: float
    height: float
    title: str
    items: tuple[Item, ...]
    description: str = ""
    margin: float = 0


def rectangle(box: Box) -> Path:
    """The corners of a box."""
    x, y, width, height = box
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)


def hatching(box: Box, step: float, *, rising: bool = True) -> tuple[Path, ...]:
    """Slanting lines that fill a box, `step` pixels apart."""
    x, _, width, height = box
    return tuple(_slanting(box, start, rising=rising) for start in _starts(x - height + step / 2, x + width, step))


def _starts(begin: float, end: float, step: float) -> Iterator[float]:
    place = begin
    while place < end:
        yield place
        place += step


def _slanting(box: Box, start: float, *, rising: bool) -> Path:
    """The part inside the box of a line that goes one to the right for one up or down."""
    x, y, width, height = box
    first, last = max(start, x), min(start + height, x + width)
    if rising:
        return (first, y + height - (first - start)), (last, y + height - (last - start))
    return (first, y + first - start), (last, y + last - start)


def cross(x: float, y: float, size: float = 4) -> tuple[Path, ...]:
    """Two strokes across each other around a point."""
    return ((x - size, y - size), (x + size, y + size)), ((x - size, y + size), (x + size, y - size))


def dot(x: float, y: float, size: float = 3.2) -> Path:
    """A small octagon around a point."""
    cut = size * 0.41
    return (
        (x - cut, y - size), (x + cut, y - size), (x + size, y - cut), (x + size, y + cut),
        (x + cut, y + size), (x - cut, y + size), (x - size, y + cut), (x - size, y - cut),
    )  # fmt: skip


def arrow_head(x: float, y: float, *, rightward: bool) -> Path:
    """A flat triangle whose tip is at a point."""
    back = x + (-11 if rightward else 11)
    return (x, y), (back, y - 5), (back, y + 5)


def triangle(x: float, y: float, size: float = 5) -> Path:
    """A triangle around a point, its tip up."""
    return (x, y - size), (x + size, y + size * 0.8), (x - size, y + size * 0.8)
