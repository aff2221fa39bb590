"""Rows: a list with a cursor that draws only what is in sight, so that 100,000 rows cost no more than ten."""

from bisect import bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Blur, Click, Focus, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from l2tpscope.screens.painted import CURSOR, CURSOR_ELSEWHERE, strip_of


def _nothing(_: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What rows show.

    lines    the painted lines of a row; key: what the row stays known by when all is drawn anew
    words    what a search looks at, in small letters
    heights  of each row; None: all are one line high
    follows  whether the cursor on the last row goes with rows that are added behind it
    """

    count: int
    lines: Callable[[int], list[str]]
    key: Callable[[int], Hashable]
    words: Callable[[int], str] = _nothing
    heights: tuple[int, ...] | None = None
    follows: bool = False


EMPTY = Drawing(0, lambda _: [], lambda row: row)


class Rows(ScrollView, can_focus=True):
    """The list. It says Moved when the cursor has moved, Opened when a row is chosen."""

    DEFAULT_CSS = "Rows { height: 1fr; scrollbar-size: 0 0; overflow-x: hidden; background: ansi_default; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,space,ctrl+f", "leaf(1)", show=False),
        Binding("pageup,ctrl+b", "leaf(-1)", show=False),
        Binding("home,g", "go(0)", show=False),
        Binding("end,G", "go(-1)", show=False),
        Binding("enter", "open", show=False),
    ]

    class Moved(Message):
        """The cursor is on another row."""

    class Opened(Message):
        """A row was chosen by Enter, or clicked twice."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.drawing, self.cursor = EMPTY, 0
        self._tops: list[int] = []

    @property
    def position(self) -> str:
        """As in "3/120"."""
        return f"{min(self.cursor + 1, self.drawing.count):,}/{self.drawing.count:,}"

    def fill(self, drawing: Drawing) -> None:
        """Show this instead; the cursor stays on its row, wherever that has gone."""
        before = self.drawing
        follows = drawing.follows and 0 < before.count <= drawing.count and self.cursor == before.count - 1
        wanted = before.key(self.cursor) if self.cursor < before.count else None
        self.drawing = drawing
        self._tops = [] if drawing.heights is None else list(accumulate(drawing.heights, initial=0))
        self.virtual_size = Size(1, self._tops[-1] if self._tops else drawing.count)
        last = max(drawing.count - 1, 0)
        kept = (
            None if wanted is None else next((row for row in range(drawing.count) if drawing.key(row) == wanted), None)
        )
        self.go(last if follows else min(self.cursor, last) if kept is None else kept)

    def go(self, row: int) -> None:
        """Put the cursor on a row, in sight."""
        self.cursor = min(max(row, 0), max(self.drawing.count - 1, 0))
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def find(self, text: str, step: int, *, here: bool = False) -> bool:
        """Go to the next row (step 1) or the one before (-1) that holds `text`; `here`: stay if this one does."""
        count, wanted = self.drawing.count, text.casefold()
        for away in range(0 if here else 1, count + 1):
            row = (self.cursor + step * away) % count
            if wanted in self.drawing.words(row):
                self.go(row)
                return True
        return False

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.go(self.cursor + by)

    def action_leaf(self, by: int) -> None:
        """By what is in sight, less a line."""
        top = self._top(self.cursor) + by * max(self.size.height - 1, 1)
        self.go(max(self._row_at(top), self.cursor + 1) if by > 0 else min(self._row_at(max(top, 0)), self.cursor - 1))

    def action_go(self, row: int) -> None:
        """To the first (0) or last (-1) row."""
        self.go(row if row >= 0 else self.drawing.count + row)

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        if self.drawing.count:
            self.post_message(self.Opened())

    def on_click(self, event: Click) -> None:
        """Move to the row; choose it where the cursor is there already."""
        row = self._row_at(event.y + int(self.scroll_y))
        if row == self.cursor and event.y + int(self.scroll_y) < self.virtual_size.height:
            self.action_open()
        else:
            self.go(row)

    def on_resize(self, _: Resize) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def on_focus(self, _: Focus) -> None:
        """Draw the cursor as the one that keys move."""
        self.refresh()

    def on_blur(self, _: Blur) -> None:
        """Draw the cursor as one that keys do not move."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        place = y + int(self.scroll_y)
        if place >= self.virtual_size.height or not self.drawing.count:
            return Strip.blank(self.size.width)
        row = self._row_at(place)
        drawn = self.drawing.lines(row)[place - self._top(row)]
        over = (CURSOR if self.has_focus else CURSOR_ELSEWHERE) if row == self.cursor else None
        return strip_of(drawn, self.size.width, over)

    def _top(self, row: int) -> int:
        return self._tops[row] if self._tops else row

    def _row_at(self, place: int) -> int:
        row = bisect_right(self._tops, place) - 1 if self._tops else place
        return min(max(row, 0), max(self.drawing.count - 1, 0))

    def _reveal(self) -> None:
        """Scroll as little as brings the whole row into sight."""
        height, top = self.size.height, self._top(self.cursor) if self.drawing.count else 0
        if not height:
            return
        bottom = self._top(self.cursor + 1) if self.drawing.count else 0
        upper = int(self.scroll_y)
        wanted = top if top < upper else max(min(bottom - height, top), upper)
        wanted = max(min(wanted, self.virtual_size.height - height), 0)
        if wanted != upper:
            self.scroll_to(y=wanted, animate=False, immediate=True, force=True)
