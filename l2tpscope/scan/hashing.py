"""Seeded 64-bit hashes of flow keys: nobody who writes a capture can aim at a collision."""

import os

import numpy as np

from l2tpscope.scan.columns import Hashes, Ints


class Hashing:
    """Hashes of one Scanner, seeded afresh for each.

    Two different keys share a hash with probability 2**-64: among a million flows, 1 in 37 million that any two do.
    """

    def __init__(self) -> None:
        seeds = [np.uint64(int.from_bytes(os.urandom(8)) | 1) for _ in range(3)]
        self._start, self._factor, self._again = seeds

    def of(self, *words: Hashes) -> Hashes:
        """One hash for each row of some columns of 64-bit words."""
        found = self._mixed(words[0] ^ self._start)
        for word in words[1:]:
            found ^= word
            found = self._mixed(found)
        return found

    def with_numbers(self, hashes: Hashes, numbers: Ints) -> Hashes:
        """Take a column of integers into the hashes."""
        return self._mixed(hashes ^ numbers.view(np.uint64))

    def _mixed(self, words: Hashes) -> Hashes:
        mixed = words * self._factor
        mixed ^= mixed >> np.uint64(32)
        mixed *= self._again
        return mixed
