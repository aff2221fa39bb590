"""Index: 64-bit hashes to consecutive numbers, looked up and added a column at a time."""

import numpy as np

from l2tpscope.scan.columns import Hashes, Ints, first_of_each, grown

_FIRST_SIZE = 1 << 12
_EMPTY = -1


class Index:
    """A hash table in an array, open addressing with linear probing, at most half full.

    The highest bits of a hash choose its slot. A slot holds only a number, whose hash stands elsewhere: the table stays
    small enough for the processor's cache.
    """

    def __init__(self) -> None:
        self.count = 0
        self._hashes = np.zeros(1, np.uint64)
        self._resize(_FIRST_SIZE)

    def numbers(self, hashes: Hashes) -> tuple[Ints, Ints]:
        """The number of each hash, new ones numbered on in order of appearance.

        Also returns the row where each new number appears first, in order of the numbers.
        """
        found = self.find(hashes)
        fresh = np.flatnonzero(found == _EMPTY)
        if not fresh.size:
            return found, fresh
        unique, first = first_of_each(hashes[fresh])
        order = np.argsort(first)
        self._add(unique[order])
        found[fresh] = self.find(hashes[fresh])
        return found, fresh[first[order]]

    def find(self, hashes: Hashes) -> Ints:
        """The number of each hash, -1 where it has none."""
        slots = (hashes >> self._shift).view(np.int64)
        found = self._slots[slots].astype(np.int64)
        again = np.flatnonzero((self._hashes[found] != hashes) & (found != _EMPTY))
        slots = slots[again]
        while again.size:
            slots = (slots + 1) & self._last
            number = self._slots[slots]
            found[again] = number
            missed = (self._hashes[number] != hashes[again]) & (number != _EMPTY)
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
        self._slots = np.full(size, _EMPTY, np.int32)
        self._place(np.arange(self.count))

    def _place(self, numbers: Ints) -> None:
        """Put new numbers into free slots; of several that want the same slot one wins, the others probe on."""
        slots = (self._hashes[numbers] >> self._shift).view(np.int64)
        while numbers.size:
            free = self._slots[slots] == _EMPTY
            self._slots[slots[free]] = numbers[free]
            left = self._slots[slots] != numbers
            numbers, slots = numbers[left], (slots[left] + 1) & self._last
