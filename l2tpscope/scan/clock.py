"""Clock: first and last time of a capture, and the frames where its clock runs backwards, jumps or breaks."""

from collections.abc import Iterator

import numpy as np

from l2tpscope.scan.records import SECOND, Records

JUMP_NS = 24 * 3600 * SECOND
"""A step forward by more than a day is called a jump."""


class Clock:
    """What the times of one capture are like; the frame numbers are None where nothing of the kind was seen.

    first_ns, last_ns   the earliest and the latest time (nanoseconds since 1970 UTC), None without timed frames
    latest_ns           the time of the frame seen last, which is earlier where the clock was set back
    backwards           the first frame that is earlier than the one before it, `backwards_ns` by how much
    jump                the first frame more than a day after the one before it, `jump_ns` by how much
    odd_fraction        the first frame whose fraction of a second is a second or more
    untimed             a frame without a time (pcapng Simple Packet Block)
    """

    def __init__(self) -> None:
        self.first_ns: int | None = None
        self.last_ns: int | None = None
        self.backwards: int | None = None
        self.backwards_ns = 0
        self.jump: int | None = None
        self.jump_ns = 0
        self.odd_fraction: int | None = None
        self.untimed: int | None = None
        self.latest_ns: int | None = None

    def tick(self, records: Records) -> None:
        """Take in the times of one Block."""
        if not records.timed:
            self.untimed = self.untimed or int(records.frame[0])
            return
        times = records.time_ns
        runs_on = self._compare(records)
        first, last = (int(times[0]), int(times[-1])) if runs_on else (int(times.min()), int(times.max()))
        self.first_ns = first if self.first_ns is None else min(self.first_ns, first)
        self.last_ns = last if self.last_ns is None else max(self.last_ns, last)
        if records.odd_clock is not None and self.odd_fraction is None:
            self.odd_fraction = int(records.frame[np.flatnonzero(records.odd_clock)[0]])

    def remarks(self) -> Iterator[str]:
        """What is odd about the times, each said once; they were taken as they are."""
        if self.backwards is not None:
            yield f"the clock runs backwards at frame {self.backwards}, by {self.backwards_ns / SECOND:.9f} s"
        if self.jump is not None:
            yield f"the clock jumps forward at frame {self.jump}, by {self.jump_ns / SECOND:.0f} s"
        if self.odd_fraction is not None:
            yield f"the time of frame {self.odd_fraction} has a fraction of a second or more"
        if self.untimed is not None:
            yield f"frame {self.untimed} has no time of its own; it is given that of the frame before it"

    def _compare(self, records: Records) -> bool:
        """Note steps back and jumps; returns whether there was no step back."""
        times = records.time_ns
        previous = int(times[0]) if self.latest_ns is None else self.latest_ns
        self.latest_ns = int(times[-1])
        steps = times[1:] - times[:-1]
        least = min(int(steps.min(initial=0)), int(times[0]) - previous)
        if least >= 0 and self.latest_ns - previous <= JUMP_NS:
            return True
        steps = np.diff(times, prepend=previous)
        if self.backwards is None and least < 0:
            row = int(np.flatnonzero(steps < 0)[0])
            self.backwards, self.backwards_ns = int(records.frame[row]), int(-steps[row])
        if self.jump is None and int(steps.max()) > JUMP_NS:
            row = int(np.flatnonzero(steps > JUMP_NS)[0])
            self.jump, self.jump_ns = int(records.frame[row]), int(steps[row])
        return least >= 0
