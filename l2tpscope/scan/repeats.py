"""Repeats: data messages that are the same datagram as one shortly before it, captured twice."""

import numpy as np

from l2tpscope.scan.columns import Hashes, Ints
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.locate import Sights

SAME_MOMENT_NS = 2_000_000
"""Without an IP ID to go by, equal octets are the same datagram only within 2 ms."""

_SLOTS = 1 << 17
_WORDS_END = 28
"""Where the last octet of the payload ends that goes into the digest."""


class Repeats:
    """Finds repeats among the data messages of one Block at a time; `count` of them so far."""

    def __init__(self, hashing: Hashing) -> None:
        self.count = 0
        self._hashing = hashing
        self._table = np.zeros(_SLOTS, np.int32)

    def find(self, sights: Sights, rows: Ints) -> None:
        """Count those of these rows that repeat an earlier one, judged by all their octets from the UDP payload on.

        The same addresses, ports and non-zero IP ID; over IPv6 or with IP ID 0, within 2 ms.
        """
        digest = _digest(sights, rows, self._hashing)
        sharing = self._sharing(digest)
        if not sharing.size:
            return
        ordered = np.sort(digest[sharing])
        repeated = ordered[1:][ordered[1:] == ordered[:-1]]
        if repeated.size:
            suspects = sharing[np.isin(digest[sharing], repeated)]
            self.count += _confirmed(sights, rows[suspects], digest[suspects].tolist())

    def _sharing(self, digest: Hashes) -> Ints:
        """The rows whose digest could be that of another row: both fell into the same slot."""
        slots = (digest & np.uint64(_SLOTS - 1)).view(np.int64)
        everyone = np.arange(len(digest), dtype=np.int32)
        self._table[slots] = everyone
        winners = self._table[slots]
        lost = winners != everyone
        lost[winners[lost]] = True
        return np.flatnonzero(lost)


def _digest(sights: Sights, rows: Ints, hashing: Hashing) -> Hashes:
    """A hash of addresses, ports, IP ID, length and some of the octets."""
    lines = sights.lines
    ip_id = lines["ip_id"].astype(np.int64)
    ip_id[sights.is_v6] = 0
    numbers = (sights.source_port << 16 | sights.destination_port) << 32 | ip_id << 16 | (sights.length & 0xFFFF)
    words = lines["payload_12"] ^ lines["payload_20"]
    words[sights.here < _WORDS_END] = 0
    digest = hashing.of(sights.address_hash + numbers.view(np.uint64), words)
    return digest if len(rows) == len(digest) else digest[rows]


def _confirmed(sights: Sights, rows: Ints, digests: list[int]) -> int:
    """Compare the suspects octet by octet with the latest one of the same hash."""
    view = memoryview(sights.buffer)
    latest: dict[int, tuple[memoryview, int]] = {}
    count = 0
    start, end = sights.payload_at[rows], sights.payload_at[rows] + sights.here[rows]
    has_id = (sights.lines["ip_id"][rows] != 0) & ~sights.is_v6[rows]
    columns = (has_id, start, end, sights.time_ns[rows])
    for digest, is_told, a, b, time_ns in zip(digests, *(column.tolist() for column in columns), strict=True):
        octets = view[a:b]
        before = latest.get(digest)
        if before is not None and before[0] == octets:
            count += is_told or abs(time_ns - before[1]) <= SAME_MOMENT_NS
        latest[digest] = (octets, time_ns)
    return count
