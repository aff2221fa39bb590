"""The screens driven by keys, without a terminal."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from l2tpscope.analysis import Analysis
from l2tpscope.render.ink import Ink
from l2tpscope.screens.app import Scope
from l2tpscope.screens.look import Look
from l2tpscope.screens.page import Page
from l2tpscope.screens.viewed import Viewed, Writers

Steps = Callable[["Driver"], Awaitable[None]]
NARROW, WIDE = (80, 24), (120, 40)


class Driver:
    """Presses keys and reads what stands on the screen."""

    def __init__(self, app: Scope, pilot: Pilot[bool]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until all has been drawn."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type letters into the line for searches."""
        await self.press(*({"-": "minus", ".": "full_stop", "/": "slash"}.get(letter, letter) for letter in text))

    @property
    def page(self) -> Page:
        """The page on top."""
        assert isinstance(self.app.screen, Page)
        return self.app.screen

    @property
    def kind(self) -> str:
        """Which page is on top."""
        return type(self.page).__name__

    @property
    def lines(self) -> list[str]:
        """The screen as text, a line each."""
        width = self.app.size.width
        return [self._line(y).ljust(width) for y in range(self.app.size.height)]

    def _line(self, y: int) -> str:
        strips = self.page._compositor.render_strips(self.app.size)
        return strips[y].text

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def cursor(self) -> str:
        """The first line of the row under the cursor, without paint."""
        rows = self.page.rows
        return rows.drawing.lines(rows.cursor)[0]


def nowhere(_: Analysis) -> Path:
    """No report is asked for."""
    raise AssertionError


def viewed(analysis: Analysis, ink: Ink | None = None, write: Callable[[Analysis], Path] = nowhere) -> Viewed:
    """An analysis of a file as the screens look at it."""
    return Viewed(Look(analysis), ink or Ink(), Writers(write))


def drive(
    analysis: Analysis,
    steps: Steps,
    *,
    size: tuple[int, int] = NARROW,
    ink: Ink | None = None,
    write: Callable[[Analysis], Path] = nowhere,
) -> Scope:
    """Run the screens over an analysis."""
    app = Scope(viewed(analysis, ink, write))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await steps(Driver(app, pilot))

    asyncio.run(run())
    return app
