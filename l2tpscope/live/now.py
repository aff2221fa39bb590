"""Now: what time it is for a look, by the clock of the packets, which may be set while the capture goes on."""

from l2tpscope.scan.clock import Clock

BACK_NS = 1_000_000_000
"""Frames may overtake each other by less; who is further behind the latest frame comes after a step back."""
FORWARD_NS = 600_000_000_000
"""A step forward is told from silence by the time that passed here. A capture that is played faster has small ones."""
LONGEST_WAIT_NS = 64_000_000_000
"""So long after a step forward, what was asked before it may still be answered."""


class Now:
    """Follows the clock of the packets from look to look, beside that of this machine, which nobody sets.

    Whatever is asked for `at` a look is not later than it is: an answer that is missing for a moment is not missing for
    an hour because somebody set the clock. It may be earlier, so that silence is noticed late.
    """

    def __init__(self) -> None:
        self._latest_ns: int | None = None
        self._read_ns = 0
        self._before: tuple[int, int, int] | None = None
        self._steps: list[tuple[int, int]] = []

    def at(self, clock: Clock, read_ns: int, quiet_ns: int) -> int:
        """The time of this look: `quiet_ns` after the last octets, which came at `read_ns` of the machine's clock."""
        latest_ns, last_ns = clock.latest_ns, clock.last_ns
        if latest_ns is None or last_ns is None:
            return 0
        if self._latest_ns is not None:
            self._compare(self._latest_ns, latest_ns, read_ns)
        self._latest_ns, self._read_ns = latest_ns, read_ns
        now_ns = (latest_ns if last_ns - latest_ns > BACK_NS else last_ns) + quiet_ns
        if self._before is not None:
            before_ns, then_ns, until_ns = self._before
            if read_ns + quiet_ns < until_ns:
                return min(now_ns, before_ns + read_ns + quiet_ns - then_ns)
            self._before = None
        return now_ns

    def _compare(self, before_ns: int, latest_ns: int, read_ns: int) -> None:
        """Note a step forward."""
        step_ns = latest_ns - before_ns - (read_ns - self._read_ns)
        if step_ns > FORWARD_NS:
            self._steps.append((latest_ns, step_ns))
            if self._before is None:
                self._before = before_ns, self._read_ns, read_ns + LONGEST_WAIT_NS

    def stepped_ns(self, since_ns: int) -> int:
        """How much the clock was set forward since this time: so much of a silence was none."""
        self._steps = [(after_ns, step_ns) for after_ns, step_ns in self._steps if after_ns > since_ns]
        return sum(step_ns for _, step_ns in self._steps)
