"""The program on the screen: which page is on top, and the keys that work on all of them."""

import os
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from l2tpscope.analysis import Analysis
from l2tpscope.render.escape import plain
from l2tpscope.screens.help import HelpPage
from l2tpscope.screens.page import Page
from l2tpscope.screens.tunnels import TunnelsPage
from l2tpscope.screens.viewed import NEXT, Viewed


class Scope(App[bool]):
    """Shows an analysis, and a newer one in its place whenever `show` is called; leaves with True if interrupted.

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
        Binding("t", "times", show=False),
    ]

    def __init__(self, viewed: Viewed) -> None:
        super().__init__(ansi_color=True)
        self.viewed = viewed

    def on_mount(self) -> None:
        """Begin with the tunnels."""
        self.push_screen(TunnelsPage(self.viewed))

    def show(self, analysis: Analysis, heading: str | None = None) -> None:
        """Look at a newer analysis; cursor, filter and sort stay. From another thread: by call_from_thread.

        `heading` stands in place of the time span of the capture.
        """
        self.viewed.replace(analysis, heading)
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
        self._say("Writing the report ...")
        self.run_worker(self._write_report, thread=True, exclusive=True)

    def _write_report(self) -> None:
        try:
            told = f"Report: {self.viewed.write_report(self.viewed.analysis)}"
        except OSError as refused:
            told = f"No report: {plain(str(refused.filename or 'output'))}: {refused.strerror or os.strerror(0)}"
        self.call_from_thread(self._say, told)

    def _say(self, text: str) -> None:
        if isinstance(self.screen, Page):
            self.screen.say(text)
