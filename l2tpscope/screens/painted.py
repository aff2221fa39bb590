"""Painted text, as render draws it for terminals, on the screen: only our own colours count, all else is letters."""

import re
from collections.abc import Iterable, Iterator

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from l2tpscope.render.ink import STYLES, Ink

PAINT = re.compile(r"\x1b\[([0-9;]*)m")
BARE = Style()
OF_CODES = {
    "1": Style(bold=True),
    "2": Style(dim=True),
    "31": Style(color="red"),
    "32": Style(color="green"),
    "33": Style(color="yellow"),
    "34": Style(color="blue"),
}
BY_PAINT = {code: sum((OF_CODES[part] for part in code.split(";")), BARE) for code in STYLES.values()}
CURSOR, CURSOR_ELSEWHERE = Style(reverse=True), Style(bold=True)


def letters(painted: str) -> str:
    """The text without its paint."""
    return PAINT.sub("", painted)


def cut_to(most: int, lines: list[str], ink: Ink) -> list[str]:
    """No more than so many lines (without paint), the cut shown by an ellipsis."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], ink.fit(f"{lines[most - 1]} …", ink.width)]


def strip_of(painted: str, width: int, over: Style | None = None) -> Strip:
    """A line of the screen, `width` columns wide; `over` takes the place of all paint."""
    if over is not None:
        return Strip([Segment(letters(painted), over)]).adjust_cell_length(width, over)
    return Strip(_segments(painted)).adjust_cell_length(width, BARE)


def _segments(painted: str) -> Iterator[Segment]:
    style = BARE
    for number, part in enumerate(PAINT.split(painted)):
        if number % 2:
            style = BY_PAINT.get(part, BARE)
        elif part:
            yield Segment(part, style)


class Painted(Widget):
    """Lines that stay where they are: a title, the heads of columns, the keys. It is as high as what it shows."""

    DEFAULT_CSS = "Painted { height: auto; }"

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.lines: tuple[str, ...] = ()

    def show(self, lines: Iterable[str]) -> None:
        """Show these lines in place of those before."""
        before, self.lines = len(self.lines), tuple(lines)
        self.refresh(layout=before != len(self.lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - inherited
        """One row of the screen a line."""
        return len(self.lines)

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        return strip_of(self.lines[y] if y < len(self.lines) else "", self.size.width)
