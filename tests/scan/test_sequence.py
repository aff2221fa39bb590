"""Numbering of data messages against a model that takes them one by one."""

from collections import defaultdict
from operator import itemgetter

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from l2tpscope.scan.sequence import RESTART, WINDOW, Sequences


class Model:
    """One row: Ns unwrapped packet by packet, and all numbers ever seen."""

    def __init__(self) -> None:
        self.last = self.last_ns = self.highest = self.lowest = 0
        self.seen: set[int] = set()
        self.packets = self.reordered = self.duplicated = 0

    def add(self, ns: int) -> None:
        """Take in one packet."""
        if not self.packets:
            self.last = self.last_ns = self.highest = ns - 1
            self.lowest = ns
        step = ((ns - self.last_ns + 0x8000) & 0xFFFF) - 0x8000
        if step <= -RESTART or (ns == 0 and step < -8):
            step = 1
        self.last, self.last_ns = self.last + step, ns
        self.packets += 1
        if self.last <= self.highest:
            if self.last in self.seen and self.highest - self.last < WINDOW:
                self.duplicated += 1
            else:
                self.reordered += 1
        self.seen.add(self.last)
        self.highest, self.lowest = max(self.highest, self.last), min(self.lowest, self.last)

    @property
    def missing(self) -> int:
        """Numbers within the span that no packet carried."""
        span = self.highest - self.lowest + 1 if self.packets else 0
        return max(0, span - (self.packets - self.duplicated))


numbers = st.integers(0, 12) | st.integers(65_530, 65_535) | st.sampled_from([100, 300, 30_000, 50_000])
batches = st.lists(st.lists(st.tuples(st.integers(0, 2), numbers), min_size=1, max_size=12), max_size=6)


@given(batches)
@example([[(0, number & 0xFFFF) for number in range(65_500, 65_700)], [(0, 0)], [(0, 163), (0, 163), (0, 100)]])
def test_columns_count_as_one_by_one(some: list[list[tuple[int, int]]]) -> None:
    sequences, models = Sequences(), defaultdict[int, Model](Model)
    sequences.extend(3)
    for unordered in some:
        batch = sorted(unordered, key=itemgetter(0))  # those of one row together, in their order
        sequences.add(np.array([row for row, _ in batch]), np.array([ns for _, ns in batch]))
        for row, ns in batch:
            models[row].add(ns)
    for row in range(3):
        model = models[row]
        counted = (
            sequences.sequenced[row],
            sequences.missing[row],
            sequences.reordered[row],
            sequences.duplicated[row],
        )
        assert counted == (model.packets, model.missing, model.reordered, model.duplicated)


def _count(*ns: int) -> tuple[int, int, int]:
    sequences = Sequences()
    sequences.extend(1)
    sequences.add(np.zeros(len(ns), np.int64), np.array(ns))
    return int(sequences.missing[0]), int(sequences.reordered[0]), int(sequences.duplicated[0])


def test_a_gap_is_missing_and_a_late_packet_fills_it() -> None:
    assert _count(0, 1, 3, 4) == (1, 0, 0)
    assert _count(0, 1, 3, 2, 4) == (0, 1, 0)


def test_a_repeated_number_is_a_duplicate() -> None:
    assert _count(0, 1, 1, 2, 0) == (0, 0, 2)


def test_numbers_wrap_at_65535() -> None:
    assert _count(65_534, 65_535, 0, 1) == (0, 0, 0)


def test_a_numbering_that_begins_anew_is_no_loss() -> None:
    assert _count(*range(500, 600), *range(50)) == (0, 0, 0)
