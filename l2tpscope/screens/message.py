"""The screen of a message: its AVPs or options and its octets, as `frame` shows them."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from l2tpscope.render.frame_text import frame_text
from l2tpscope.screens.look import Chosen
from l2tpscope.screens.page import Page
from l2tpscope.screens.painted import letters
from l2tpscope.screens.rows import Drawing
from l2tpscope.screens.viewed import Viewed
from l2tpscope.views.content import content_view
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.rows import Rung


class MessagePage(Page):
    """A message of a ladder; its neighbours can be leafed through."""

    KEYS = "↑↓ scroll  [ ] message before, after  / search  n next  Esc back  ? help  q quit"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket,right,l", "leaf(1)", show=False),
        Binding("left_square_bracket,h", "leaf(-1)", show=False),
    ]

    def __init__(self, viewed: Viewed, ladder: Ladder, rung: Rung, chosen: Chosen) -> None:
        super().__init__(viewed)
        self.ladder, self.rung, self.chosen = ladder, rung, chosen

    def chosen_tunnel(self) -> str:
        """That of the ladder."""
        return self.chosen.tunnel

    def refill(self) -> None:
        """Draw the message as its ladder has it now; one whose tunnel is gone stays as it was."""
        ink, tunnel = self.ink, self.viewed.look.tunnel(self.chosen.tunnel)
        if tunnel is None:
            return
        self.ladder = self.viewed.look.ladder(self.chosen) or self.ladder
        self.rung = next((rung for rung in self._rungs() if rung.ref == self.rung.ref), self.rung)
        lines = frame_text(content_view(self.ladder, self.rung, tunnel), ink).splitlines()
        words = [letters(line).casefold() for line in lines]
        self.title_lines.show([ink.paint(ink.fit(lines[0] and letters(lines[0]), ink.width), "bold")])
        shown = lines[1:]
        self.rows.fill(Drawing(len(shown), lambda row: [shown[row]], lambda row: row, lambda row: words[row + 1]))

    def action_leaf(self, step: int) -> None:
        """The next message of the ladder, or the one before."""
        rungs = self._rungs()
        place = next((number for number, rung in enumerate(rungs) if rung.ref == self.rung.ref), 0) + step
        if not 0 <= place < len(rungs):
            self.say(f"This is the {'last' if step > 0 else 'first'} message.")
            return
        self.rung = rungs[place]
        self.refill()
        self.rows.go(0)

    def _rungs(self) -> list[Rung]:
        return [row for row in self.ladder.rows if isinstance(row, Rung)]
