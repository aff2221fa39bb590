"""Series: the coarse time series of every row, at most 32 bins whose width doubles as the row grows."""

from collections.abc import Iterator

import numpy as np

from l2tpscope.scan.columns import Ints, grown
from l2tpscope.scan.flow import Bins

BINS = 32
NARROWEST = 27
"""Bins are at least 2**27 ns wide, an eighth of a second."""
_SLOT = BINS - 1


class Series:
    """Packets and octets per bin of each row.

    A bin is [k << width, (k + 1) << width) nanoseconds since 1970, so that parts of a capture have the same bins as
    the whole. Bin k stands in slot k modulo 32; the row's first and last time say which k a slot means.
    """

    def __init__(self) -> None:
        self.width = np.zeros(0, np.uint8)
        self._packets = np.zeros(0, np.uint32)
        self._octets = np.zeros(0, np.uint64)

    def extend(self, size: int) -> None:
        """Make room for `size` rows."""
        self.width = grown(self.width, size)
        self._packets = grown(self._packets, size * BINS)
        self._octets = grown(self._octets, size * BINS)

    def widen(self, rows: Ints, before_ns: Ints, first_ns: Ints, last_ns: Ints) -> None:
        """Double bins until the span from `first_ns` to `last_ns` fits; `before_ns` was the first time until now."""
        width = self.width[rows].astype(np.int64)
        wider = width.copy()
        while True:
            short = (last_ns >> wider) - (first_ns >> wider) >= BINS
            if not short.any():
                break
            wider[short] += 1
        base = before_ns >> width
        slots = np.arange(BINS)
        numbers = base[:, None] + ((slots[None, :] - base[:, None]) & _SLOT)
        moved = ((numbers >> (wider - width)[:, None]) & _SLOT) + rows[:, None] * BINS
        places = (rows[:, None] * BINS + slots[None, :]).ravel()
        for series in (self._packets, self._octets):
            old = series[places]
            series[places] = 0
            np.add.at(series, moved.ravel(), old)
        self.width[rows] = wider

    def add(self, rows: Ints, time_ns: Ints, octets: Ints) -> None:
        """Count one packet each."""
        places = rows * BINS + ((time_ns >> self.width[rows]) & _SLOT)
        np.add.at(self._packets, places, np.uint32(1))
        np.add.at(self._octets, places, octets.view(np.uint64))

    def bins(self, first_ns: Ints, last_ns: Ints) -> Iterator[Bins]:
        """The bins of every row, from that of its first to that of its last packet; views, not copies."""
        packets, octets = self._packets.data, self._octets.data
        width = self.width[: len(first_ns)]
        firsts, lasts = (first_ns >> width).tolist(), (last_ns >> width).tolist()
        for row, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
            yield Bins(packets, octets, row * BINS, BINS, first, last)
