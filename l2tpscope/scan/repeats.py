"""Repeats: data messages that are the same datagram as one shortly before it, captured twice."""

import numpy as np

from l2tpscope.scan.columns import Hashes, Ints, column, gather, layout
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.locate import Sights

SAME_MOMENT_NS = 2_000_000
"""Without an IP ID to go by, equal octets are the same datagram only within 2 ms."""

_SLOTS = 1 << 16
_DIGEST = layout(24, checksum=("<u2", 6), a=("<u8", 8), b=("<u8", 16))
_ID = layout(2, ip_id=(">u2", 0))
_LAST = layout(8, octets=("<u8", 0))
_ID_BEFORE_ADDRESSES = 8


def count_repeats(sights: Sights, rows: Ints, hashing: Hashing) -> int:
    """How many of these rows repeat an earlier one of them, judged by all their octets from the UDP payload on.

    The same addresses, ports and non-zero IP ID; over IPv6 or with IP ID 0, within 2 ms.
    """
    ip_id = column(gather(sights.buffer, sights.address_at[rows] - _ID_BEFORE_ADDRESSES, _ID), "ip_id")
    ip_id[sights.is_v6[rows]] = 0
    digest = _digest(sights, rows, ip_id, hashing)
    slots = (digest & np.uint64(_SLOTS - 1)).astype(np.int64)
    table = np.zeros(_SLOTS, np.int32)
    everyone = np.arange(len(rows), dtype=np.int32)
    table[slots] = everyone
    shared = np.flatnonzero(table[slots] != everyone)
    if not shared.size:
        return 0
    suspects = np.flatnonzero(np.isin(digest, np.unique(digest[shared])))
    return _confirmed(sights, rows[suspects], digest[suspects].tolist(), ip_id[suspects].tolist())


def _digest(sights: Sights, rows: Ints, ip_id: Ints, hashing: Hashing) -> Hashes:
    """A hash of addresses, ports, IP ID, length and some of the octets."""
    start = sights.payload_at[rows]
    head = gather(sights.buffer, start, _DIGEST)
    last = gather(sights.buffer, np.maximum(start + sights.here[rows] - 8, 0), _LAST)["octets"]
    ports = sights.source_port[rows] << 16 | sights.destination_port[rows]
    numbers = ports << 32 | ip_id << 16 | (sights.length[rows] & 0xFFFF)
    return hashing.of(sights.address_hash[rows], numbers.view(np.uint64), head["a"], head["b"], last)


def _confirmed(sights: Sights, rows: Ints, digests: list[int], ip_ids: list[int]) -> int:
    """Compare the suspects octet by octet with the latest one of the same hash."""
    view = memoryview(sights.buffer)
    latest: dict[int, tuple[memoryview, int]] = {}
    count = 0
    start, end = sights.payload_at[rows], sights.payload_at[rows] + sights.here[rows]
    times = sights.time_ns[rows].tolist()
    for digest, ip_id, a, b, time_ns in zip(digests, ip_ids, start.tolist(), end.tolist(), times, strict=True):
        octets = view[a:b]
        before = latest.get(digest)
        if before is not None and before[0] == octets:
            count += bool(ip_id) or abs(time_ns - before[1]) <= SAME_MOMENT_NS
        latest[digest] = (octets, time_ns)
    return count
