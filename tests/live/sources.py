"""Live sources for tests: a capture written to a pipe in pieces, each looked at before the next comes."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis, Limits
from l2tpscope.live import pipe, watching
from l2tpscope.live.events import Event
from l2tpscope.live.failed import FailedTunnels
from l2tpscope.live.pipe import Pipe
from l2tpscope.live.source import LiveSource
from l2tpscope.live.watching import KEEP_NS, Watching

ENOUGH_S = 20


def at_every_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a look be taken whenever more octets are wanted."""
    monkeypatch.setattr(pipe, "WAIT_NS", 0)
    for name in ("SOONEST_NS", "LATEST_NS"):
        monkeypatch.setattr(watching, name, 0)
    monkeypatch.setattr(watching, "SHARE", 1)


def watched(
    path: Path,
    pieces: int = 1,
    tell: Callable[[list[Event], Analysis], None] | None = None,
    *,
    keep_ns: int = KEEP_NS,
    failed: FailedTunnels | None = None,
) -> Analysis:
    """Watch a capture that comes through a pipe in so many pieces, a look after each (see `at_every_chance`)."""
    octets, looked = path.read_bytes(), threading.Semaphore(0)
    output, into = os.pipe()

    def write() -> None:
        size = len(octets) // pieces + 1
        with os.fdopen(into, "wb", buffering=0) as stream:
            for at in range(0, len(octets), size):
                stream.write(octets[at : at + size])
                if pieces > 1:
                    looked.acquire(timeout=ENOUGH_S)

    def told(events: list[Event], analysis: Analysis) -> None:
        if tell is not None:
            tell(events, analysis)
        looked.release()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        watching = Watching(LiveSource(Pipe(output, str(path))), Limits(), told, keep_ns=keep_ns)
        watching.failed = failed
        return watching.run()
    finally:
        writer.join()
        os.close(output)
