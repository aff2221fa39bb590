"""Candidates: UDP flows on ports nobody named whose octets can be L2TP data; bounded, and dropped once they cannot."""

import numpy as np

from l2tpscope.scan.columns import Bools, Hashes, Ints, first_of_each, grown
from l2tpscope.scan.data import DataColumns
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.index import Index
from l2tpscope.scan.judged import CONTROL, DATA, Judged
from l2tpscope.scan.sights import Sights

MOST = 4096
ON_PORT, REFUSED = -1, -2


class Candidates:
    """At most 4,096 UDP flows (addresses and ports, one direction); `overflow` counts data messages beyond them.

    One datagram that cannot be L2TP rules its flow out for good, whether it comes before or after the others that are
    counted; random octets pass for data one time in 512.
    """

    def __init__(self, hashing: Hashing) -> None:
        self.overflow = 0
        self._hashing = hashing
        self._index = Index()
        self._is_ruled_out = np.zeros(0, np.bool_)

    def of(self, judged: Judged, data: DataColumns) -> Ints:
        """For each data message the number of its candidate, ON_PORT, or REFUSED where it is not to be counted."""
        found = np.full(len(data.at), ON_PORT, np.int64)
        if judged.on_port.all():
            return found
        off = np.flatnonzero(~judged.on_port[data.at])
        if off.size:
            found[off] = self._admitted(self._hashes(judged.sights, data.at[off]))
        if self._index.count:
            self._rule_out(judged)
            known = np.flatnonzero(found >= 0)
            found[known[self._is_ruled_out[found[known]]]] = REFUSED
        return found

    def stands(self, numbers: Ints) -> Bools:
        """Which of these (or ON_PORT) have not been ruled out."""
        stands = np.ones(len(numbers), np.bool_)
        known = np.flatnonzero(numbers >= 0)
        stands[known] = ~self._is_ruled_out[numbers[known]]
        return stands

    def _hashes(self, sights: Sights, at: Ints) -> Hashes:
        ports = sights.source_port[at] << 16 | sights.destination_port[at]
        return self._hashing.with_numbers(sights.address_hash[at], ports)

    def _admitted(self, hashes: Hashes) -> Ints:
        found = self._index.find(hashes)
        fresh = hashes[found < 0]
        if fresh.size:
            _, first = first_of_each(fresh)
            admitted = np.sort(first)[: MOST - self._index.count]
            self._index.numbers(fresh[admitted])
            self._is_ruled_out = grown(self._is_ruled_out, self._index.count)
            found = self._index.find(hashes)
            self.overflow += int(np.count_nonzero(found < 0))
        found[found < 0] = REFUSED
        return found

    def _rule_out(self, judged: Judged) -> None:
        foreign = np.flatnonzero(~judged.on_port & (judged.kind != DATA) & (judged.kind != CONTROL))
        found = self._index.find(self._hashes(judged.sights, foreign))
        self._is_ruled_out[found[found >= 0]] = True
