"""Calls begun and calls failed per interval, so that it shows when it went wrong."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Attempt

MOST_BINS = 60
MILLISECOND = 1_000_000
STEPS_MS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000)
STEPS_MIN = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1_440)


@dataclass(frozen=True, slots=True)
class Bin:
    """One interval: calls that began in it, calls that failed in it, and the root causes of these, most first."""

    begin_ns: int
    begun: int
    failed: int
    causes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Histogram:
    """All intervals from the first frame to the last, each as long as the others, empty ones included."""

    interval_ns: int
    bins: tuple[Bin, ...]

    @property
    def most_failed(self) -> int:
        """The highest number of failures in an interval."""
        return max((one.failed for one in self.bins), default=0)

    @property
    def most_begun(self) -> int:
        """The highest number of calls begun in an interval."""
        return max((one.begun for one in self.bins), default=0)


def histogram(analysis: Analysis) -> Histogram | None:
    """The calls of an analysis over time; None where there are fewer than two, which make no picture."""
    conversation = analysis.conversation
    attempts = conversation.attempts
    if len(attempts) < 2:  # noqa: PLR2004 - see above
        return None
    begin = min(conversation.first_ns, *(one.started_ns for one in attempts))
    end = max(conversation.last_ns, *(_failed_at(one, conversation.last_ns) for one in attempts))
    interval = _interval(end - begin)
    first = begin // interval
    begun = Counter(one.started_ns // interval - first for one in attempts)
    failed: dict[int, Counter[str]] = {}
    for one in attempts:
        if one.failed:
            slot = _failed_at(one, conversation.last_ns) // interval - first
            failed.setdefault(slot, Counter())[_cause(analysis, one)] += 1
    slots = range(end // interval - first + 1)
    bins = (_bin((first + slot) * interval, begun[slot], failed.get(slot, Counter())) for slot in slots)
    return Histogram(interval, tuple(bins))


def _failed_at(attempt: Attempt, last_ns: int) -> int:
    """When a call failed, at the latest when the capture ended."""
    return max(min(attempt.ended_ns, last_ns), attempt.started_ns)


def _bin(begin_ns: int, begun: int, causes: Counter[str]) -> Bin:
    ranked = sorted(causes.items(), key=lambda pair: (-pair[1], pair[0]))
    return Bin(begin_ns, begun, causes.total(), tuple(ranked))


def _cause(analysis: Analysis, attempt: Attempt) -> str:
    number = analysis.root_causes.get(attempt.index)
    return analysis.findings[number - 1].rule if number else "unexplained"


def _interval(length_ns: int) -> int:
    """The shortest round interval of which no more than 60 cover the capture."""
    return next(step for step in _steps() if length_ns / step <= MOST_BINS - 1)


def _steps() -> Iterator[int]:
    yield from (step * MILLISECOND for step in STEPS_MS)
    yield from (step * 60_000 * MILLISECOND for step in STEPS_MIN)
    step = STEPS_MIN[-1] * 60_000 * MILLISECOND
    while True:
        step *= 2
        yield step
