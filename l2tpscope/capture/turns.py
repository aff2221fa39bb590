"""Turns: several captures read as one, by time, each opened only when its time has come."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from l2tpscope.capture.frame import time_of
from l2tpscope.capture.reader import CaptureReader, open_capture
from l2tpscope.capture.source import STANDARD_INPUT, Octets
from l2tpscope.capture.window import BUFFER_OCTETS

Thing = TypeVar("Thing")
LOOKED_AT = 4096
"""Octets that are gathered to see the first frame."""


class Turn:
    """A capture that waits for its turn: looked into, and closed again where it can be opened twice.

    facts     those of the capture, once `begin` was called those of the reading at hand
    first_ns  the time of its first frame; 0 where there is none, and where it cannot be opened twice

    Octets that are open already come from a live source, and are handed on as they come.

    Raises UnreadableCapture if it cannot be opened or is no capture.
    """

    def __init__(self, source: str | Path | BinaryIO | Octets, index: int, *, is_alone: bool) -> None:
        waits = not is_alone and _is_file(source)
        self._again = partial(open_capture, source, index)
        fill_octets = 1 if isinstance(source, Octets) else LOOKED_AT if waits else BUFFER_OCTETS
        reader = open_capture(source, index, fill_octets)
        self.facts, self.first_ns = reader.facts, 0
        self._ready = None if waits else reader
        if waits:
            with reader:
                self.first_ns = next((time_of(block, 0) for block in reader.blocks()), 0)

    def begin(self) -> CaptureReader:
        """The reader of the whole capture, to be closed by the caller. Raises UnreadableCapture if it has gone."""
        reader, self._ready = self._ready, None
        if reader is None:
            reader = self._again()
        self.facts = reader.facts
        return reader


def _is_file(source: str | Path | BinaryIO | Octets) -> bool:
    return isinstance(source, str | Path) and str(source) != STANDARD_INPUT and Path(source).is_file()


def in_turn(
    starts: Iterable[tuple[int, Callable[[], Iterator[Thing]]]], when: Callable[[Thing], int]
) -> Iterator[Thing]:
    """What several captures hold, merged by time: at the same time what was named first goes first.

    starts   the time of the first frame of each, and how to begin it
    when     the time of a thing, nanoseconds since 1970

    Each capture stays in its own order, whatever its clock does. It begins when its first frame is due.
    """
    waiting = [(first_ns, place, begin) for place, (first_ns, begin) in enumerate(starts)]
    waiting.sort(key=_due, reverse=True)
    under_way: list[tuple[int, int, Thing, Iterator[Thing]]] = []
    while waiting or under_way:
        while waiting and (not under_way or waiting[-1][0] <= under_way[0][0]):
            _, place, begin = waiting.pop()
            rest = begin()
            first = next(rest, None)
            if first is not None:
                heapq.heappush(under_way, (when(first), place, first, rest))
        if under_way:
            _, place, thing, rest = under_way[0]
            yield thing
            follows = next(rest, None)
            if follows is None:
                heapq.heappop(under_way)
            else:
                heapq.heapreplace(under_way, (when(follows), place, follows, rest))


def _due(start: tuple[int, int, object]) -> tuple[int, int]:
    return start[:2]
