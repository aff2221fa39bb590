"""Sequence: Ns of data messages per row: how many are missing, late or doubled (RFC 2661 5.4)."""

import numpy as np

from l2tpscope.scan.columns import Hashes, Ints, changes, first_of_each, grown

WINDOW = 64
"""How far back a late packet can still be told from a repeated one."""
RESTART = 256
"""A step back by so much, or from beyond 8 to 0, is a new numbering, not a late packet."""
_LATEST_ZERO = 8
_GROUP = 1 << 32
_NEVER = -(1 << 62)
_FULL = np.uint64((1 << WINDOW) - 1)


class Sequences:
    """The numbering of each row, unwrapped: highest and lowest Ns, how many different ones, the latest 64 as bits."""

    def __init__(self) -> None:
        self.sequenced = np.zeros(0, np.int64)
        self.reordered = np.zeros(0, np.int64)
        self.duplicated = np.zeros(0, np.int64)
        self._last = np.zeros(0, np.int64)
        self._last_ns = np.zeros(0, np.int64)
        self._lowest = np.zeros(0, np.int64)
        self._highest = np.zeros(0, np.int64)
        self._window = np.zeros(0, np.uint64)

    def extend(self, size: int) -> None:
        """Make room for `size` rows."""
        for name, array in vars(self).items():
            setattr(self, name, grown(array, size))

    @property
    def missing(self) -> Ints:
        """Numbers between the lowest and the highest that no packet carried, per row."""
        different = self.sequenced - self.duplicated
        return np.where(self.sequenced > 0, np.maximum(self._highest - self._lowest + 1 - different, 0), 0)

    def add(self, rows: Ints, ns: Ints) -> None:
        """Take in packets: the row of each and its Ns (0 to 65535); those of one row stand together, in their order."""
        is_start = changes(rows)
        starts = np.flatnonzero(is_start)
        group = np.cumsum(is_start) - 1
        own = rows[starts]
        fresh = self.sequenced[own] == 0
        self._last[own[fresh]] = self._last_ns[own[fresh]] = ns[starts[fresh]] - 1
        self._highest[own[fresh]] = ns[starts[fresh]] - 1
        self._lowest[own[fresh]] = ns[starts[fresh]]
        step = self._steps(ns, starts, own)
        self._last_ns[own] = ns[np.append(starts[1:], len(ns)) - 1]
        if (step == 1).all() and (self._last[own] == self._highest[own]).all():
            self._run_on(own, np.diff(np.append(starts, len(rows))))
            return
        place = np.cumsum(step)
        place -= (place[starts] - step[starts])[group]
        self._count(rows, own, group, starts, place)

    def _run_on(self, own: Ints, counts: Ints) -> None:
        """Nothing missing, nothing late: so many more of each row."""
        self.sequenced[own] += counts
        self._last[own] += counts
        self._highest[own] = self._last[own]
        bits = np.minimum(counts, WINDOW - 1).astype(np.uint64)
        window = self._window[own] << bits | (np.uint64(1) << bits) - np.uint64(1)
        window[counts >= WINDOW] = _FULL
        self._window[own] = window

    def _steps(self, ns: Ints, starts: Ints, own: Ints) -> Ints:
        """How far each Ns is from the one before it in its row."""
        before = np.empty_like(ns)
        before[1:] = ns[:-1]
        before[starts] = self._last_ns[own]
        step = ((ns - before + 0x8000) & 0xFFFF) - 0x8000
        step[(step <= -RESTART) | ((ns == 0) & (step < -_LATEST_ZERO))] = 1
        return step

    def _count(self, rows: Ints, own: Ints, group: Ints, starts: Ints, place: Ints) -> None:
        base, highest = self._last[own], self._highest[own]
        keyed = place + group * _GROUP
        running = np.maximum.accumulate(keyed)
        before = np.full(len(rows), _NEVER, np.int64)
        before[1:] = running[:-1] - group[1:] * _GROUP
        before[starts] = _NEVER
        before = np.maximum(before, (highest - base)[group])
        late = np.flatnonzero(place <= before)
        np.add.at(self.sequenced, rows, 1)
        if late.size:
            self._count_late(rows, late, keyed, before - place, (highest - base)[group] - place)
        ends = np.append(starts[1:], len(rows)) - 1
        self._last[own] = base + place[ends]
        self._highest[own] = np.maximum(highest, base + running[ends] - group[ends] * _GROUP)
        np.minimum.at(self._lowest, rows, base[group] + place)
        self._shift_window(rows, own, self._highest[own] - highest, self._highest[rows] - base[group] - place)

    def _count_late(self, rows: Ints, late: Ints, keyed: Ints, behind: Ints, behind_old: Ints) -> None:
        """Late packets whose number was seen among the latest 64 are duplicates, the others reordered."""
        first = np.zeros(len(rows), np.bool_)
        first[first_of_each(keyed)[1]] = True
        bit = np.clip(behind_old[late], 0, WINDOW - 1).astype(np.uint64)
        seen = (self._window[rows[late]] >> bit) & np.uint64(1) != 0
        seen &= (behind_old[late] >= 0) & (behind_old[late] < WINDOW)
        doubled = (seen | ~first[late]) & (behind[late] < WINDOW)
        np.add.at(self.duplicated, rows[late[doubled]], 1)
        np.add.at(self.reordered, rows[late[~doubled]], 1)

    def _shift_window(self, rows: Ints, own: Ints, advance: Ints, behind: Ints) -> None:
        window: Hashes = self._window[own] << np.minimum(advance, WINDOW - 1).astype(np.uint64)
        window[advance >= WINDOW] = 0
        self._window[own] = window
        recent = np.flatnonzero(behind < WINDOW)
        bits = np.uint64(1) << behind[recent].astype(np.uint64)
        np.bitwise_or.at(self._window, rows[recent], bits)
