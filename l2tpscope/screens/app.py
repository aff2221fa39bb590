"""The program on the screen: which page is on top, the keys that work on all of them, and what comes from outside."""

import os
from collections.abc import Callable
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message

from l2tpscope.errors import L2tpscopeError
from l2tpscope.render.escape import plain
from l2tpscope.screens.coming import Coming
from l2tpscope.screens.help import HelpPage
from l2tpscope.screens.look import Look
from l2tpscope.screens.page import Page
from l2tpscope.screens.tunnels import TunnelsPage
from l2tpscope.screens.viewed import NEXT, Viewed


class Scope(App[bool]):
    """Shows what is viewed, and of a live capture whatever is coming; leaves with True if interrupted.

    The colours are the terminal's own, so that it looks right on a dark and on a light one.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: ansi_default; color: ansi_default; layout: vertical; }
    Input, Input:focus { background: ansi_default; color: ansi_default; border: none; height: 1; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        Binding("ctrl+c", "interrupt", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False),
        Binding("question_mark,f1", "help", show=False),
        Binding("r", "report", show=False),
        Binding("s", "save", show=False),
        Binding("t", "times", show=False),
    ]

    class Came(Message):
        """Something is to be taken from what is coming."""

    def __init__(self, viewed: Viewed, coming: Coming | None = None) -> None:
        super().__init__(ansi_color=True)
        self.viewed, self.coming = viewed, coming

    def on_mount(self) -> None:
        """Begin with the tunnels."""
        self.push_screen(TunnelsPage(self.viewed))
        if self.coming is not None:
            self.coming.wake = self._wake
            self._wake()  # for what came before

    def _wake(self) -> None:
        self.post_message(self.Came())

    def on_scope_came(self, _: Came) -> None:
        """Take the newest look, or hear that no more come."""
        if self.coming is None:
            return
        look, ended = self.coming.take(), self.coming.ended
        self.coming.wanted = self.viewed.chosen
        if self.coming.leaves:
            self.exit(result=False)
            return
        is_end = ended is not None and self.viewed.ended is None
        self.viewed.ended = ended
        if look is not None or is_end:
            self.show(look or self.viewed.look)
        if is_end and ended is not None:
            self._say(ended)

    def show(self, look: Look) -> None:
        """Look at this from now on; cursor, filter and sort stay."""
        self.viewed.look = look
        self._refill()

    def _refill(self) -> None:
        """Only the page on top: the others draw anew when they come up."""
        if isinstance(self.screen, Page) and self.screen.size.width:
            self.screen.refill()

    def action_leave(self) -> None:
        """The end."""
        self.exit(result=False)

    def action_interrupt(self) -> None:
        """The end, in a hurry."""
        self.exit(result=True)

    def action_help(self) -> None:
        """Which keys there are."""
        if not isinstance(self.screen, HelpPage):
            self.push_screen(HelpPage(self.viewed))

    def action_times(self) -> None:
        """Tell times another way."""
        self.viewed.times = NEXT[self.viewed.times]
        self._refill()

    def action_report(self) -> None:
        """Write the report, while the screen goes on."""
        analysis, write = self.viewed.analysis, self.viewed.writers.report
        self._write("Writing the report ...", lambda: write(analysis), "No report")

    def action_save(self) -> None:
        """Write the tunnel that the page on top speaks of, while the screen goes on."""
        named = self.screen.chosen_tunnel() if isinstance(self.screen, Page) else None
        analysis, write = self.viewed.analysis, self.viewed.writers.tunnel
        tunnel = self.viewed.look.tunnel(named) if named is not None else None
        if tunnel is None:
            self._say("There is no tunnel here to be saved.")
        else:
            self._write(f"Saving tunnel {tunnel.index} ...", lambda: write(analysis, tunnel), "Not saved")

    def _write(self, begun: str, write: Callable[[], str], refused: str) -> None:
        """Write beside the screen, and say what has come of it."""
        self._say(begun)
        self.run_worker(lambda: self._written(write, refused), thread=True)

    def _written(self, write: Callable[[], str], refused: str) -> None:
        try:
            told = write()
        except OSError as error:
            told = f"{refused}: {plain(str(error.filename or 'output'))}: {error.strerror or os.strerror(0)}"
        except L2tpscopeError as error:
            told = f"{refused}: {plain(str(error))}"
        self.call_from_thread(self._say, told)

    def _say(self, text: str) -> None:
        if isinstance(self.screen, Page):
            self.screen.say(text)
