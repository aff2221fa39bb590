"""Pipe: a live source, read as it comes: up to 2 MB at a time, or what came within a tenth of a second."""

import os
import select
from collections.abc import Callable
from time import monotonic_ns

from l2tpscope.capture.source import Octets

AT_ONCE = 2 << 20
WAIT_NS = 100_000_000
_MS = 1_000_000


def _no_beat() -> None:
    pass


class Pipe(Octets):
    """The octets of a pipe, a FIFO or standard input, by its file descriptor.

    beat        is called whenever more octets are wanted and a few times a second while none come: all that was read
                before has been told then
    is_stopped  set by who wants the reading to end: what is in the pipe is still read, no more is waited for
    read_ns     when the last octets came, by the clock of this machine that nobody sets (`time.monotonic_ns`)
    """

    at_once = AT_ONCE

    def __init__(self, descriptor: int, path: str) -> None:
        super().__init__()
        self.path = path
        self.beat: Callable[[], None] = _no_beat
        self._keep: Callable[[memoryview | bytes], None] | None = None
        self.is_stopped = False
        self.read_ns = monotonic_ns()
        self._descriptor = descriptor
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    @property
    def quiet_ns(self) -> int:
        """How long nothing has come."""
        return monotonic_ns() - self.read_ns

    def keep(self, write: Callable[[memoryview | bytes], None]) -> None:
        """Let this be called with all octets from the first on; to be said before any was read (a peek is none)."""
        write(self._head)
        self._keep = write

    def _pull(self, view: memoryview) -> int:
        self.beat()
        while not self._poll.poll(0 if self.is_stopped else WAIT_NS // _MS):
            if self.is_stopped:
                return 0
            self.beat()
        got = self._gathered(view)
        if self._keep is not None and got:
            self._keep(view[:got])
        return got

    def _gathered(self, view: memoryview) -> int:
        """What comes until the view is full or its time is over."""
        got, until_ns = 0, monotonic_ns() + WAIT_NS
        while got < len(view):
            try:
                count = os.readv(self._descriptor, [view[got:]])
            except BlockingIOError:
                break
            except OSError as error:
                self.trouble = f"it can be read no further ({error.strerror})"
                break
            if not count:
                break
            got += count
            self.read_ns = monotonic_ns()
            left_ms = 0 if self.is_stopped else (until_ns - self.read_ns) // _MS
            if left_ms < 0 or not self._poll.poll(left_ms):
                break
        return got

    def close(self) -> None:
        """Nothing: who opened the descriptor closes it."""
