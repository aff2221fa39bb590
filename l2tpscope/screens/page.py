"""Page: what every screen has, a title above, the keys below, a line to type a search into, and rows between."""

from abc import abstractmethod
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize, ScreenResume
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from l2tpscope.render.ink import Ink
from l2tpscope.screens.painted import Painted
from l2tpscope.screens.rows import Rows
from l2tpscope.screens.viewed import Viewed

LONGEST_SEARCH, NARROWEST = 200, 60


class Page(Screen[None]):
    """A screen. Those that follow say what stands in the title, in the rows and in the line of keys."""

    KEYS = "Esc back  / search  n next  ? help  q quit"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", show=False),
        Binding("n", "find_next(1)", show=False),
        Binding("N", "find_next(-1)", show=False),
        Binding("escape,backspace,left", "back", show=False),
    ]

    def __init__(self, viewed: Viewed) -> None:
        super().__init__()
        self.viewed = viewed
        self.title_lines, self.foot = Painted("title"), Painted("foot")
        self.prompt = Input(id="prompt", compact=True, max_length=LONGEST_SEARCH, select_on_focus=False)
        self.rows = Rows("rows")
        self.sought = self.said = ""

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self.title_lines
        yield from self.body()
        self.prompt.display = False
        yield self.prompt
        yield self.foot

    def body(self) -> tuple[Widget, ...]:
        """What stands between the title and the keys."""
        return (self.rows,)

    def on_mount(self) -> None:
        """Keys move the rows."""
        self.rows.focus()

    @property
    def ink(self) -> Ink:
        """How to draw on this screen, whatever its width."""
        return self.viewed.inked(max(self.size.width, NARROWEST))

    def chosen_tunnel(self) -> str | None:
        """Name of the tunnel that it speaks of, None where it speaks of none."""
        return None

    @abstractmethod
    def refill(self) -> None:
        """Show what is viewed as it is now."""

    def on_screen_resume(self, _: ScreenResume) -> None:
        """On top again, or for the first time."""
        self._redraw()

    def on_resize(self, _: Resize) -> None:
        """The width has changed, maybe."""
        self._redraw()

    def _redraw(self) -> None:
        if self.size.width:
            self.refill()
            if self.said:
                self.say(self.said)
            else:
                self.say_keys()

    def say(self, text: str) -> None:
        """A short sentence in place of the keys, until a key is pressed."""
        self.said = text
        self.foot.show([self.ink.paint(self.ink.fit(text, self.ink.width), "bold")])

    def say_keys(self) -> None:
        """What can be done here."""
        self.said = ""
        self.foot.show([self.ink.paint(self.ink.fit(self.KEYS, self.ink.width), "dim")])

    def on_key(self) -> None:
        """What was said has been read."""
        self.say_keys()

    def on_rows_moved(self, _: Rows.Moved) -> None:
        """Screens that show more of the row under the cursor do it here."""

    def action_search(self) -> None:
        """Ask what to look for; with each letter the cursor goes to the next row that holds it."""
        self.prompt.value, self.prompt.display = self.sought, True
        self.prompt.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """One letter more or less."""
        if self.prompt.display:
            self.seek(event.value)

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Back to the rows, where the search has led."""
        self.leave_prompt()

    def leave_prompt(self) -> None:
        """Put the line for searches away."""
        self.prompt.display = False
        self.rows.focus()

    def seek(self, text: str) -> None:
        """Look for this from the cursor on."""
        self.sought = text
        if text and not self.rows.find(text, 1, here=True):
            self.say(f"Nothing here holds {text!r}.")
        else:
            self.say_keys()

    def action_find_next(self, step: int) -> None:
        """The next row that holds what was looked for, or the one before."""
        if not self.sought:
            self.say("Nothing to look for yet: / asks for it.")
        elif not self.rows.find(self.sought, step):
            self.say(f"Nothing here holds {self.sought!r}.")

    def action_back(self) -> None:
        """Out of the search, else to the screen before."""
        if self.prompt.display:
            self.leave_prompt()
        else:
            self.dismiss()
