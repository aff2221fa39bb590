"""Repeats: data messages that are the same datagram as one shortly before it, captured twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from l2tpscope.scan.columns import Bools, Hashes, Ints
from l2tpscope.scan.sights import Sights

SAME_MOMENT_NS = 2_000_000
"""Without an IP ID to go by, equal octets are the same datagram only within 2 ms."""

NEAR = 1024
"""How many data messages may lie between; what is kept of one Block for the next is bounded by it."""

_SLOT_BITS = 16
_SHIFT = np.uint64(64 - _SLOT_BITS)
_FACTOR = np.uint64(0x9E37_79B9_7F4A_7C15)
_WORDS_END = 28
"""Where the last octet of the payload ends that goes into the digest."""


@dataclass(slots=True)
class _Messages:
    """Data messages in a row, with what must be known of each to tell whether it repeats another.

    octets      a buffer in which the payload of each goes from `start` to `end`
    has_id      whether an IP ID tells it from others
    """

    octets: bytes | memoryview
    start: Ints
    end: Ints
    digest: Hashes
    time_ns: Ints
    has_id: Bools

    def each(self, rows: Ints) -> Iterator[tuple[int, bytes | memoryview, int, bool]]:
        """Digest, octets, time and has_id of these rows."""
        columns = self.start, self.end, self.digest, self.time_ns, self.has_id
        for start, end, digest, time_ns, has_id in zip(*(column[rows].tolist() for column in columns), strict=True):
            yield digest, self.octets[start:end], time_ns, has_id

    def latest(self, count: int) -> "_Messages":
        """The last ones, with a copy of their octets."""
        start, end = self.start[-count:], self.end[-count:]
        if not len(start):
            return _NONE
        since, until = int(start.min()), int(end.max())
        octets, sizes = self.octets[since:until], end - start
        start, end = start - since, end - since
        if len(octets) > 2 * int(sizes.sum()):  # what lies between them is not worth keeping
            octets = b"".join([octets[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)])
            end = np.cumsum(sizes)
            start = end - sizes
        rest = self.digest[-count:].copy(), self.time_ns[-count:].copy(), self.has_id[-count:].copy()
        return _Messages(bytes(octets), start, end, *rest)

    def followed_by(self, others: "_Messages") -> "_Messages":
        """These and others in one row."""
        shift, both = len(self.octets), np.concatenate
        return _Messages(
            bytes(self.octets) + others.octets,
            both((self.start, others.start + shift)),
            both((self.end, others.end + shift)),
            both((self.digest, others.digest)),
            both((self.time_ns, others.time_ns)),
            both((self.has_id, others.has_id)),
        )


_NO_INTS = np.zeros(0, np.int64)
_NONE = _Messages(b"", _NO_INTS, _NO_INTS, np.zeros(0, np.uint64), _NO_INTS, np.zeros(0, np.bool_))


class Repeats:
    """Finds repeats among data messages, one Block at a time; `count` of them so far."""

    def __init__(self) -> None:
        self.count = 0
        self._tables = [np.zeros(1 << _SLOT_BITS, form) for form in (np.uint16, np.int32)]
        self._before = _NONE

    def find(self, sights: Sights, rows: Ints, hashes: Hashes) -> None:
        """Count those of these rows that repeat one of the `NEAR` before, judged by all octets from the UDP payload on.

        The same flow (its hash), and the same non-zero IP ID; over IPv6 or with IP ID 0, within 2 ms.
        """
        before, now = self._before, _messages(sights, rows, _digest(sights, rows, hashes))
        suspects = self._suspects(np.concatenate((before.digest, now.digest)))
        self.count += _confirmed(before, now, suspects) if suspects.size else 0
        latest = now.latest(NEAR)
        kept = NEAR - len(latest.digest)
        self._before = before.latest(kept).followed_by(latest) if kept else latest

    def _suspects(self, digest: Hashes) -> Ints:
        """The rows whose digest is that of another row."""
        sharing = self._sharing(digest)
        ordered = np.sort(digest[sharing])
        repeated = ordered[1:][ordered[1:] == ordered[:-1]]
        return sharing[np.isin(digest[sharing], repeated)] if repeated.size else sharing[:0]

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


def _messages(sights: Sights, rows: Ints, digest: Hashes) -> _Messages:
    start = sights.payload_at[rows]
    has_id = (sights.lines["ip_id"][rows] != 0) & ~sights.is_v6[rows]
    return _Messages(memoryview(sights.buffer), start, start + sights.here[rows], digest, sights.time_ns[rows], has_id)


def _confirmed(before: _Messages, now: _Messages, suspects: Ints) -> int:
    """How many of now repeat the latest one that has the same digest; suspects are places in both together."""
    known = len(before.digest)
    first = int(np.searchsorted(suspects, known))
    earlier, own = before.each(suspects[:first]), now.each(suspects[first:] - known)
    latest: dict[int, tuple[int, bytes | memoryview, int]] = {}
    count = 0
    for place, (digest, octets, time_ns, has_id) in zip(suspects.tolist(), chain(earlier, own), strict=True):
        at, same, then_ns = latest.get(digest, (place, b"", 0))
        if place >= known and at < place <= at + NEAR and same == octets:
            count += has_id or abs(time_ns - then_ns) <= SAME_MOMENT_NS
        latest[digest] = place, octets, time_ns
    return count
