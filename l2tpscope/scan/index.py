"""Index: 64-bit hashes to consecutive numbers, looked up and added a column at a time."""

import numpy as np

from l2tpscope.scan.columns import Hashes, Ints, chosen, column, grown, layout

_FIRST_SIZE = 1 << 12
_EMPTY = -1
_ENTRY = layout(16, hash=("u8", 0), number=("i4", 8))


class Index:
    """A hash table in an array, open addressing with linear probing, at most half full.

    The highest bits of a hash choose its slot.
    """

    def __init__(self) -> None:
        self.count = 0
        self._hashes = np.zeros(0, np.uint64)
        self._resize(_FIRST_SIZE)

    def numbers(self, hashes: Hashes) -> tuple[Ints, Ints]:
        """The number of each hash, new ones numbered on in order of appearance.

        Also returns the row where each new number appears first, in order of the numbers.
        """
        found = self.find(hashes)
        fresh = np.flatnonzero(found == _EMPTY)
        if not fresh.size:
            return found, fresh
        unique, first = np.unique(hashes[fresh], return_index=True)
        order = np.argsort(first)
        self._add(unique[order])
        found[fresh] = self.find(hashes[fresh])
        return found, fresh[first[order]]

    def find(self, hashes: Hashes) -> Ints:
        """The number of each hash, -1 where it has none."""
        slots = (hashes >> self._shift).view(np.int64)
        entries = chosen(self._entries, slots)
        found = column(entries, "number")
        again = np.flatnonzero((entries["hash"] != hashes) & (found != _EMPTY))
        slots = slots[again]
        while again.size:
            slots = (slots + 1) & self._last
            entries = chosen(self._entries, slots)
            number = column(entries, "number")
            found[again] = number
            missed = (entries["hash"] != hashes[again]) & (number != _EMPTY)
            again, slots = again[missed], slots[missed]
        return found

    def _add(self, hashes: Hashes) -> None:
        first = self.count
        self.count += len(hashes)
        self._hashes = grown(self._hashes, self.count)
        self._hashes[first : self.count] = hashes
        size = self._last + 1
        if 2 * self.count > size:
            while 2 * self.count > size:
                size *= 2
            self._resize(size)
        else:
            self._place(np.arange(first, self.count))

    def _resize(self, size: int) -> None:
        self._last = size - 1
        self._shift = np.uint64(65 - size.bit_length())
        self._entries = np.zeros(size, _ENTRY)
        self._entries["number"] = _EMPTY
        self._place(np.arange(self.count))

    def _place(self, numbers: Ints) -> None:
        """Put new numbers into free slots; of several that want the same slot one wins, the others probe on."""
        slots = (self._hashes[numbers] >> self._shift).view(np.int64)
        taken = self._entries["number"]
        while numbers.size:
            free = taken[slots] == _EMPTY
            taken[slots[free]] = numbers[free]
            placed = free & (taken[slots] == numbers)
            self._entries["hash"][slots[placed]] = self._hashes[numbers[placed]]
            numbers, slots = numbers[~placed], (slots[~placed] + 1) & self._last
