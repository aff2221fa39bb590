"""Series: the coarse time series of every row, at most 32 bins whose width doubles as the row grows."""

from collections.abc import Iterator
from itertools import repeat

import numpy as np

from l2tpscope.scan.columns import Fields, Ints, grown
from l2tpscope.scan.flow import SLOTS, BinColumns, Bins

BINS = SLOTS
NARROWEST = 29
"""Bins are at least 2**29 ns wide, half a second."""
PACKET = np.uint64(1 << 40)
"""A bin counts packets in units of 2**40 and octets below them, which a packet of 64 kB fills at the same pace."""
_OCTETS = PACKET - np.uint64(1)
_MOST_PACKETS = 1 << 24
_SLOT = BINS - 1


class Series:
    """Packets and octets per bin of each row.

    A bin is [k << width, (k + 1) << width) nanoseconds since 1970, so that parts of a capture have the same bins as
    the whole. Bin k stands in slot k modulo 32; the row's first and last time say which k a slot means. Each slot is
    one number for packets and octets, until there are so many packets that they could run over: then it is two.
    """

    def __init__(self) -> None:
        self.width = np.zeros(0, np.uint8)
        self._bins = np.zeros(0, np.uint64)
        self._packets: Ints | None = None
        self._total = 0

    def extend(self, size: int) -> None:
        """Make room for `size` rows."""
        self.width = grown(self.width, size)
        self._bins = grown(self._bins.reshape(-1, BINS), size).reshape(-1)  # whole rows, whatever it grows to
        if self._packets is not None:
            self._packets = grown(self._packets.reshape(-1, BINS), size).reshape(-1)

    def ends(self, rows: Ints, first_ns: Ints) -> Ints:
        """The time from which on a row has too many bins."""
        width = self.width[rows]
        return ((first_ns >> width) + BINS) << width

    def widen(self, rows: Ints, before_ns: Ints, first_ns: Ints, last_ns: Ints) -> None:
        """Double bins until the span from `first_ns` to `last_ns` fits; `before_ns` was the first time until now."""
        tables = [self._bins] if self._packets is None else [self._bins, self._packets]
        while rows.size:
            width = self.width[rows]
            short = np.flatnonzero((last_ns >> width) - (first_ns >> width) >= BINS)
            rows, before_ns, first_ns, last_ns = rows[short], before_ns[short], first_ns[short], last_ns[short]
            for table in tables:
                bins = table.reshape(-1, BINS)
                bins[rows] = _folded(bins[rows], before_ns >> width[short])
            self.width[rows] += 1

    def add(self, rows: Ints, time_ns: Ints, octets: Ints) -> None:
        """Count one packet each."""
        self._total += len(rows)
        if self._total >= _MOST_PACKETS and self._packets is None:
            self._packets = (self._bins >> np.uint64(40)).astype(np.int64)
            self._bins &= _OCTETS
        places = ((time_ns >> self.width[rows]) & _SLOT) + rows * BINS
        if self._packets is None:
            np.add.at(self._bins, places, octets.view(np.uint64) | PACKET)
        else:
            np.add.at(self._bins, places, octets.view(np.uint64))
            np.add.at(self._packets, places, 1)

    def totals(self, part: slice) -> tuple[Ints, Ints]:
        """Packets and octets of these rows, over all their bins."""
        bins = self._bins.reshape(-1, BINS)[part]
        if self._packets is not None:
            packets = self._packets.reshape(-1, BINS)[part]
            return packets.sum(axis=1), bins.sum(axis=1).astype(np.int64)
        packets = (bins >> np.uint64(40)).sum(axis=1).astype(np.int64)
        return packets, (bins & _OCTETS).sum(axis=1).astype(np.int64)

    def bins(self, first_ns: Ints, last_ns: Ints) -> Iterator[Bins]:
        """The bins of every row, from that of its first to that of its last packet; views, not copies."""
        columns = BinColumns(
            self._bins.data,
            None if self._packets is None else self._packets.data,
            first_ns.data,
            last_ns.data,
            self.width.data,
        )
        return map(Bins, repeat(columns), range(len(first_ns)))


def _folded(bins: Fields, first: Ints) -> Fields:
    """Bins, BINS to a row, of which each even one and the next become one; `first` is the number of a row's first bin.

    Both stand in neighbouring slots. Where the first bin is odd, the slot before its own holds the last bin, which
    belongs to another pair.
    """
    pairs = bins.reshape(-1, BINS // 2, 2)
    first, is_odd = first[:, np.newaxis] >> 1, np.flatnonzero(first & 1)
    slots = (first + ((np.arange(BINS // 2) - first) & (BINS // 2 - 1))) & _SLOT
    folded = np.zeros_like(bins)
    np.put_along_axis(folded, slots, pairs.sum(axis=2, dtype=bins.dtype), axis=1)
    own = first[is_odd, 0]
    last = pairs[is_odd, own & (BINS // 2 - 1), 0]
    folded[is_odd, own & _SLOT] -= last
    folded[is_odd, (own + BINS // 2) & _SLOT] += last
    return folded
