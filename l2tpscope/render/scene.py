"""Words, Stroke, Box, Head, Scene: a picture as values, in the colours of render/svg.py, for SVG and PNG alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Text whose base line begins (ends, has its middle) at x, y; already harmless."""

    x: float
    y: float
    text: str
    tone: str = "ink"
    anchor: str = "start"
    mono: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line; dashes: lengths of dash and gap."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: str
    width: float = 2.0
    dashes: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    tone: str


@dataclass(frozen=True, slots=True)
class Head:
    """An arrow head whose tip is at x, y."""

    x: float
    y: float
    rightward: bool
    tone: str


Mark = Words | Stroke | Box | Head


@dataclass(frozen=True, slots=True)
class Scene:
    """What to paint, in this order; lengths in pixels from the upper left corner, letters of 12 pixels."""

    width: float
    height: float
    title: str
    marks: tuple[Mark, ...]
