"""Segments: TCP segments inside data messages, located in columns (RFC 9293 3.1)."""

from dataclasses import dataclass

import numpy as np

from l2tpscope.scan.columns import WIDEST, Bools, Hashes, Ints, chosen, column, gather, layout, octets_of
from l2tpscope.scan.data import DataColumns
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.marks import addresses
from l2tpscope.scan.sights import PAYLOAD_AT, Sights

_LINE = layout(
    64,
    first=("u1", 0),
    next_header=("u1", 6),
    fragment_to_protocol=(">u4", 6),
    ports=("<u4", 20),
    flags=("u1", 33),
    ports_v6=("<u4", 40),
    flags_v6=("u1", 53),
)
_V4 = layout(8, source=("<u4", 0), destination=("<u4", 4))
_V6 = layout(32, a=("<u8", 0), b=("<u8", 8), c=("<u8", 16), d=("<u8", 24))
_PLAIN_IPV4 = 0x45
_TCP = 6
_PROTOCOL_AT = 9
_NO_OFFSET_TCP = np.uint32(0x1FFF_00FF)
"""Fragment offset, and protocol, in 32 bits from the flags on (RFC 791 3.1)."""
_SYN = 0x02
LEAST_V4, LEAST_V6 = 40, 60
"""IP and TCP headers without options."""
LONGEST_SYN = 120
"""The longest headers of IPv6 and TCP: a SYN carries no data but with TCP Fast Open."""


@dataclass(slots=True)
class Segments:
    """TCP segments, one row each in frame order.

    row      of the data message in its DataColumns, `at` in the Sights
    frame, flow   its frame, and the number of the flow of its data message
    octets   of the IP packet
    fold     both ports folded into 16 bits, the same in both directions
    is_syn   the SYN bit is set, and there is no room for data
    part     which part of a Block it stood in
    """

    row: Ints
    at: Ints
    frame: Ints
    flow: Ints
    octets: Ints
    fold: Ints
    is_syn: Bools
    part: Ints

    def joined(self, other: "Segments") -> "Segments":
        """Both, in frame order."""
        order = np.argsort(np.concatenate((self.frame, other.frame)), kind="stable")
        names = Segments.__slots__
        return Segments(*(np.concatenate((getattr(self, name), getattr(other, name)))[order] for name in names))


def segments_in(sights: Sights, data: DataColumns, flow: Ints, part: int) -> Segments:
    """The TCP segments in these data messages that were captured up to their flags; IPv4 without options only."""
    rows = _suspects(sights, data)
    lines = gather(sights.buffer, data.inner_at[rows], _LINE)
    first = lines["first"]
    is_tcp: Bools = lines["fragment_to_protocol"] & _NO_OFFSET_TCP == _TCP
    is_tcp &= first == _PLAIN_IPV4
    is_v6 = first >> 4 == 6  # noqa: PLR2004
    has_v6 = bool(is_v6.any())
    if has_v6:
        is_tcp |= is_v6 & (lines["next_header"] == _TCP)
    kept = np.flatnonzero(is_tcp)
    if kept.size:
        kept = kept[_is_whole(sights, data, rows[kept], is_v6[kept])]
    rows, at = rows[kept], data.at[rows[kept]]
    ports, flags = lines["ports"][kept], lines["flags"][kept]
    if has_v6:
        ports = np.where(is_v6[kept], lines["ports_v6"][kept], ports)
        flags = np.where(is_v6[kept], lines["flags_v6"][kept], flags)
    return Segments(
        row=rows,
        at=at,
        frame=sights.frame[at],
        flow=flow[rows],
        octets=data.inner[rows],
        fold=((ports ^ ports >> np.uint32(16)) & np.uint32(0xFFFF)).astype(np.int64),
        is_syn=(flags & _SYN != 0) & (data.inner[rows] <= LONGEST_SYN),
        part=np.full(len(rows), part, np.int64),
    )


def _suspects(sights: Sights, data: DataColumns) -> Ints:
    """The data messages that hold IPv6, or IPv4 and TCP by its protocol, as far as their line shows it."""
    rows = np.flatnonzero(data.inner >= LEAST_V4)
    at = data.at[rows]
    place = data.inner_at[rows] - sights.payload_at[at] + PAYLOAD_AT
    is_near = place < WIDEST - _PROTOCOL_AT
    place = np.where(is_near, place, 0) + at * WIDEST
    octets = octets_of(sights.lines).reshape(-1)
    found = octets[place + _PROTOCOL_AT] == _TCP
    found |= octets[place] >> 4 == 6  # noqa: PLR2004
    found |= ~is_near
    suspects: Ints = rows[found]
    return suspects


def _is_whole(sights: Sights, data: DataColumns, rows: Ints, is_v6: Bools) -> Bools:
    """Whether the headers of IP and TCP were sent and captured."""
    at = data.at[rows]
    there = np.minimum(data.inner[rows], sights.here[at] + sights.payload_at[at] - data.inner_at[rows])
    found: Bools = there >= np.where(is_v6, LEAST_V6, LEAST_V4)
    return found


def connections(segments: Segments, rows: Ints, parts: list[tuple[Sights, DataColumns]], hashing: Hashing) -> Hashes:
    """A hash for each of these segments that names its connection: of both ends, inside and outside, in any order."""
    found = np.zeros(len(rows), np.uint64)
    for number, (sights, data) in enumerate(parts):
        own = np.flatnonzero(segments.part[rows] == number)
        if own.size:
            found[own] = _ends(sights, data, segments.row[rows[own]], hashing)
    return found


def _ends(sights: Sights, data: DataColumns, rows: Ints, hashing: Hashing) -> Hashes:
    at = data.inner_at[rows]
    lines = gather(sights.buffer, at, _LINE)
    short = gather(sights.buffer, at + 12, _V4)
    source, destination = (hashing.of(short[end].astype(np.uint64)) for end in ("source", "destination"))
    ports = column(lines, "ports")
    is_v6 = np.flatnonzero(lines["first"] != _PLAIN_IPV4)
    if is_v6.size:
        long = gather(sights.buffer, at[is_v6] + 8, _V6)
        source[is_v6], destination[is_v6] = hashing.of(long["a"], long["b"]), hashing.of(long["c"], long["d"])
        ports[is_v6] = column(chosen(lines, is_v6), "ports_v6")
    receiver, sender = addresses(sights, data.at[rows], hashing)
    found = hashing.with_numbers(source + sender, ports & 0xFFFF)
    return found + hashing.with_numbers(destination + receiver, ports >> 16)
