"""Live sources for tests: a capture that comes in pieces, each looked at before the next comes."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest

from l2tpscope.analysis import Analysis, Limits
from l2tpscope.capture.block import Frame
from l2tpscope.capture.source import Octets
from l2tpscope.live import pipe, watching
from l2tpscope.live.events import Event
from l2tpscope.live.failed import FailedTunnels
from l2tpscope.live.pipe import Pipe
from l2tpscope.live.source import LiveSource
from l2tpscope.live.watching import KEEP_NS, Watching
from tests.capture.building import FILE_HEADER
from tests.hostile import pcap_of

ENOUGH_S = 20
SECOND = 1_000_000_000
Tell = Callable[[list[Event], Analysis], None]


def at_every_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a look be taken whenever more octets are wanted, and a thousand times a second while none come.

    Without any wait the thread that writes into the pipe would starve.
    """
    monkeypatch.setattr(pipe, "WAIT_NS", 1_000_000)
    for name in ("SOONEST_NS", "LATEST_NS"):
        monkeypatch.setattr(watching, name, 0)
    monkeypatch.setattr(watching, "SHARE", 1)


def watched(
    path: Path,
    pieces: int = 1,
    tell: Tell | None = None,
    *,
    keep_ns: int = KEEP_NS,
    failed: FailedTunnels | None = None,
) -> Analysis:
    """Watch a capture that comes through a pipe in so many pieces, a look after each (see `at_every_chance`)."""
    octets = path.read_bytes()
    output, into = os.pipe()
    taken = 0

    def write() -> None:
        size = len(octets) // pieces + 1
        with os.fdopen(into, "wb", buffering=0) as stream:
            for at in range(0, len(octets), size):
                before, until_s = taken, time.monotonic() + ENOUGH_S
                stream.write(octets[at : at + size])
                # The first look that ends may have begun before the piece came; the second saw it.
                while pieces > 1 and taken < before + 2 and time.monotonic() < until_s:
                    time.sleep(0.001)

    def told(events: list[Event], analysis: Analysis) -> None:
        nonlocal taken
        if tell is not None:
            tell(events, analysis)
        taken += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        watching = Watching(LiveSource(Pipe(output, str(path))), Limits(), told, keep_ns=keep_ns)
        watching.failed = failed
        return watching.run()
    finally:
        writer.join()
        os.close(output)


class Fed(Octets):
    """In place of a pipe: frames one by one, a look after each and, `looks` times, while the next one is waited for.

    waits_ns   how long each but the first is waited for, by the clock of the machine
    """

    at_once = 1 << 20

    def __init__(self, frames: Sequence[Frame], waits_ns: Sequence[int], looks: int) -> None:
        super().__init__()
        self.path = "fed"
        self.beat: Callable[[], None] = lambda: None
        self.quiet_ns = self.read_ns = 0
        self.is_stopped = False
        self._link_type = frames[0].link_type
        self._frames, self._waits_ns, self._looks = frames, (*waits_ns, 0), looks
        self._at = 0
        self._octets = pcap_of([], self._link_type)

    def _pull(self, view: memoryview) -> int:
        if not self._octets:
            self._next()
        octets, self._octets = self._octets[: len(view)], self._octets[len(view) :]
        view[: len(octets)] = octets
        return len(octets)

    def _next(self) -> None:
        if self._at:
            self._look(self._waits_ns[self._at - 1])
        if self._at < len(self._frames):
            self._octets = pcap_of([self._frames[self._at]], self._link_type)[FILE_HEADER:]
            self._at += 1

    def _look(self, waits_ns: int) -> None:
        self.beat()
        for look in range(1, self._looks + 1) if waits_ns >= SECOND else ():
            self.quiet_ns = waits_ns * look // self._looks - 1000
            self.beat()
        self.quiet_ns = 0
        self.read_ns += waits_ns

    def close(self) -> None:
        """As Octets has it."""


def fed(  # noqa: PLR0913 - how it may come
    frames: Sequence[Frame],
    tell: Tell,
    *,
    looks: int = 20,
    waits_ns: Sequence[int] | None = None,
    keep_ns: int = KEEP_NS,
    failed: FailedTunnels | None = None,
) -> Analysis:
    """Watch frames (all of one link type) that come one by one, after the times between them or those given."""
    if waits_ns is None:
        waits_ns = [max(0, b.time_ns - a.time_ns) for a, b in pairwise(frames)]
    watching = Watching(LiveSource(cast(Pipe, Fed(frames, waits_ns, looks))), Limits(), tell, keep_ns=keep_ns)
    watching.failed = failed
    return watching.run()
