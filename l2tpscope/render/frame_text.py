"""One frame in the terminal: its layers, then its octets in hex and ASCII, 16 a line; secrets as **."""

from collections.abc import Iterator

from l2tpscope.render.ink import Ink
from l2tpscope.views.frame import FrameView

ROW = 16
PRINTABLE = range(0x20, 0x7F)


def frame_text(view: FrameView, ink: Ink) -> str:
    """The frame as text ending in a newline."""
    return "\n".join(line.rstrip() for line in _lines(view, ink)) + "\n"


def _lines(view: FrameView, ink: Ink) -> Iterator[str]:
    for part in view.parts:
        yield ink.paint(ink.fit(part.title, ink.width), "bad" if part.title.startswith("Defects") else "bold")
        for line in part.lines:
            first, *rest = ink.wrapped(line, ink.width - 6)
            yield f"  {first}"
            yield from (f"      {more}" for more in rest)
    yield ""
    yield ink.paint(view.octets_are, "bold") + (f" ({len(view.masked)} masked)" if view.masked else "")
    for at in range(0, len(view.octets), ROW):
        yield _row(view, at)


def _row(view: FrameView, at: int) -> str:
    row = range(at, min(at + ROW, len(view.octets)))
    pairs = ["**" if each in view.masked else f"{view.octets[each]:02x}" for each in row]
    text = "".join("*" if each in view.masked else _sign(view.octets[each]) for each in row)
    left, right = " ".join(pairs[: ROW // 2]), " ".join(pairs[ROW // 2 :])
    return f"  {at:04x}  {left:<23}  {right:<23}  {text}"


def _sign(octet: int) -> str:
    return chr(octet) if octet in PRINTABLE else "."
