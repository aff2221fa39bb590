"""Screens over a watching, scripted or real."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from l2tpscope.analysis import Limits
from l2tpscope.live.before import nothing_yet
from l2tpscope.live.pipe import Pipe
from l2tpscope.live.source import LiveSource
from l2tpscope.live.watching import Watching
from l2tpscope.render.ink import Ink
from l2tpscope.screens.app import Scope
from l2tpscope.screens.coming import Coming
from l2tpscope.screens.viewed import Viewed, Writers
from tests.screens.piloted import NARROW, NOWHERE, Driver, Steps, run

PATIENCE_S = 20


def drive_live(
    coming: Coming, steps: Steps, *, size: tuple[int, int] = NARROW, writers: Writers = NOWHERE, ink: Ink | None = None
) -> Scope:
    """Run the screens over what is coming."""
    return run(Scope(Viewed(coming.first, ink or Ink(), writers), coming), steps, size)


def begun(path: str = "eth0") -> Coming:
    """Nothing has come yet."""
    return Coming(nothing_yet(path))


async def until(driver: Driver, is_so: Callable[[], bool]) -> None:
    """Wait for something that another thread brings about."""
    ends = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends, driver.text
        await asyncio.sleep(0.05)
        await driver.pilot.pause()


class Fed:
    """A real watching of a FIFO into which a test writes, in a thread."""

    def __init__(self, coming: Coming, path: Path) -> None:
        os.mkfifo(path)
        self._descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        self.into = path.open("wb", buffering=0)
        self.source = LiveSource(Pipe(self._descriptor, str(path)))
        self._coming = coming
        self.watching: Watching | None = None
        self._thread = threading.Thread(target=self._watch)

    def write(self, octets: bytes) -> None:
        """Write, and begin to watch with the first octets."""
        self.into.write(octets)
        if self.watching is None and not self._thread.is_alive():
            self._thread.start()

    def close(self) -> None:
        """The end of the FIFO; then of the thread."""
        self.into.close()
        self._thread.join(PATIENCE_S)
        os.close(self._descriptor)

    def _watch(self) -> None:
        self.watching = Watching(self.source, Limits(), self._coming.tell)
        self.watching.run()
        self._coming.end("The capture has ended; q leaves.")
