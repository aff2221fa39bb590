"""Repeats: data messages that are the same datagram as one shortly before it, captured twice."""

import numpy as np

from l2tpscope.scan.columns import Hashes, Ints
from l2tpscope.scan.sights import Sights

SAME_MOMENT_NS = 2_000_000
"""Without an IP ID to go by, equal octets are the same datagram only within 2 ms."""

_SLOT_BITS = 16
_SHIFT = np.uint64(64 - _SLOT_BITS)
_FACTOR = np.uint64(0x9E37_79B9_7F4A_7C15)
_WORDS_END = 28
"""Where the last octet of the payload ends that goes into the digest."""


class Repeats:
    """Finds repeats among the data messages of one Block at a time; `count` of them so far."""

    def __init__(self) -> None:
        self.count = 0
        self._tables = [np.zeros(1 << _SLOT_BITS, form) for form in (np.uint16, np.int32)]

    def find(self, sights: Sights, rows: Ints, hashes: Hashes) -> None:
        """Count those of these rows that repeat an earlier one, judged by all their octets from the UDP payload on.

        The same flow (its hash), and the same non-zero IP ID; over IPv6 or with IP ID 0, within 2 ms.
        """
        digest = _digest(sights, rows, hashes)
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
        slots = (digest >> _SHIFT).view(np.int64)
        table = self._tables[len(digest) > 1 << 16]
        everyone = np.arange(len(digest), dtype=table.dtype)
        table[slots] = everyone
        winners = table[slots]
        lost = winners != everyone
        lost[winners[lost]] = True
        return np.flatnonzero(lost)


def _digest(sights: Sights, rows: Ints, hashes: Hashes) -> Hashes:
    """A hash of flow, IP ID, length and some of the octets; what is behind the end of a datagram does not go in."""
    lines = sights.lines
    digest: Hashes = lines["payload_12"] + lines["payload_20"]
    digest[sights.here < _WORDS_END] = 0
    digest += lines["ip_id"]
    digest += sights.length.view(np.uint64) << np.uint64(16)
    if sights.is_v6.any():
        digest[sights.is_v6] -= lines["ip_id"][sights.is_v6]
    digest = digest[rows] ^ hashes
    digest *= _FACTOR
    return digest


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
