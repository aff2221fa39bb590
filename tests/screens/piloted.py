"""The screens driven by keys, without a terminal."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor

from textual.pilot import Pilot

from l2tpscope.analysis import Analysis
from l2tpscope.render.ink import Ink
from l2tpscope.screens.app import Scope
from l2tpscope.screens.look import Look
from l2tpscope.screens.page import Page
from l2tpscope.screens.viewed import Viewed, Writers

Steps = Callable[["Driver"], Awaitable[None]]
NARROW, WIDE = (80, 24), (120, 40)


def finish(steps: Coroutine[None, None, None]) -> None:
    """Run steps in a thread of their own: what drives browsers in other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, steps).result()


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


def nowhere(*_: object) -> str:
    """Nothing is asked to be written."""
    raise AssertionError


NOWHERE = Writers(nowhere, nowhere)


def viewed(analysis: Analysis, ink: Ink | None = None, writers: Writers = NOWHERE) -> Viewed:
    """An analysis of a file as the screens look at it."""
    return Viewed(Look(analysis), ink or Ink(), writers)


def drive(
    analysis: Analysis,
    steps: Steps,
    *,
    size: tuple[int, int] = NARROW,
    ink: Ink | None = None,
    writers: Writers = NOWHERE,
) -> Scope:
    """Run the screens over an analysis."""
    return run(Scope(viewed(analysis, ink, writers)), steps, size)


def run(app: Scope, steps: Steps, size: tuple[int, int] = NARROW) -> Scope:
    """Run the program and take these steps in it."""

    async def taken() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await steps(Driver(app, pilot))

    finish(taken())
    return app
