"""Records: the record headers of a Block as columns, with times in integer nanoseconds."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from l2tpscope.capture.block import Block, Interface
from l2tpscope.scan.columns import WIDEST, Bools, Fields, Ints, chosen, column, distinct, gather, layout

SECOND = 1_000_000_000
LAST_SECOND = (1 << 63) // SECOND - 1
"""The last second whose nanoseconds fit into 64 bits (the year 2262); later clocks stand still there."""
NO_LINK = -1

_FRAMING_OF_SPB = 16
_WORD_LIMIT = 1 << 63
_FAR = 1 << 61
Orders: TypeAlias = dict[bool, np.dtype[np.void]]


def _orders(header: int, **fields: tuple[str, int]) -> Orders:
    """The layout in big and in little endian, with what the link layers of `scan.links` begin with behind it."""
    link = {"octet_0": ("u1", header), "type_0": (">u2", header)}
    link |= {"type_12": (">u2", header + 12), "type_14": (">u2", header + 14)}
    return {
        big: layout(
            header + 16, **{name: ((">" if big else "<") + form, at) for name, (form, at) in fields.items()}, **link
        )
        for big in (True, False)
    }


_TIMES = {"seconds": ("u4", 0), "fraction": ("u4", 4)}
_TICKS = {"high": ("u4", 12), "low": ("u4", 16), "captured": ("u4", 20), "original": ("u4", 24)}
_PCAP = {header: _orders(header, **_TIMES, captured=("u4", 8), original=("u4", 12)) for header in (16, 24)}
_EPB = _orders(28, interface=("u4", 8), **_TICKS)
_PB = _orders(28, interface=("u2", 8), **_TICKS)
_SPB = _orders(12, total=("u4", 4), original=("u4", 8))


@dataclass(slots=True)
class Records:
    """The records of one Block, one row each.

    frame     frame numbers, 1-based
    at        where the frame's octets start in the buffer; captured, original: their lengths
    link      link type, NO_LINK where the interface was never described
    heads     the first octets of each frame, gathered with its record: octet_0, type_0, type_12, type_14
    timed     False for Simple Packet Blocks, which carry no time (it reads that of the frame before)
    odd_clock records whose fraction is a second or more
    """

    frame: Ints
    time_ns: Ints
    at: Ints
    captured: Ints
    original: Ints
    link: Ints
    heads: Fields
    timed: bool
    odd_clock: Bools | None

    def where(self, keep: Bools) -> "Records":
        """Only these records."""
        return Records(
            self.frame[keep],
            self.time_ns[keep],
            self.at[keep],
            self.captured[keep],
            self.original[keep],
            self.link[keep],
            chosen(self.heads, np.flatnonzero(keep)),
            self.timed,
            None if self.odd_clock is None else self.odd_clock[keep],
        )


def records_of(block: Block) -> Records:
    """Read the record headers of a Block."""
    offsets = block.offsets
    if int(offsets[-1]) + WIDEST > len(block.buffer):
        block = replace(block, buffer=block.buffer + bytes(WIDEST))  # no gather of a header may be moved back
    match block.layout.kind:
        case "pcap":
            return _pcap(block, offsets)
        case "spb":
            return _simple(block, offsets)
        case "epb":
            return _enhanced(block, offsets, _EPB)
        case "pb":
            return _enhanced(block, offsets, _PB)


def _frames(block: Block) -> Ints:
    return np.arange(block.first_frame, block.first_frame + len(block.offsets), dtype=np.int64)


def _lengths(rows: Fields) -> tuple[Ints, Ints]:
    return column(rows, "captured"), column(rows, "original")


def _pcap(block: Block, offsets: Ints) -> Records:
    rows = gather(block.buffer, offsets, _PCAP[block.layout.octets_at][block.layout.big_endian])
    interface = block.interfaces[0]
    fraction = column(rows, "fraction")
    seconds = column(rows, "seconds") + interface.offset_s
    odd = fraction >= interface.ticks_per_second
    time_ns = seconds * SECOND + fraction * (SECOND // interface.ticks_per_second)
    link = np.full(len(offsets), interface.link_type, np.int64)
    at = offsets + block.layout.octets_at
    return Records(
        _frames(block), time_ns, at, *_lengths(rows), link, rows, timed=True, odd_clock=odd if odd.any() else None
    )


def _enhanced(block: Block, offsets: Ints, orders: Orders) -> Records:
    rows = gather(block.buffer, offsets, orders[block.layout.big_endian])
    interface = column(rows, "interface")
    ticks = rows["high"].astype(np.uint64) << np.uint64(32) | rows["low"].astype(np.uint64)
    time_ns = np.zeros(len(offsets), np.int64)
    link = np.full(len(offsets), NO_LINK, np.int64)
    for number in distinct(interface).tolist():
        if number < len(block.interfaces):
            own = interface == number
            time_ns[own] = _times(ticks[own], block.interfaces[number])
            link[own] = block.interfaces[number].link_type
    at = offsets + block.layout.octets_at
    return Records(_frames(block), time_ns, at, *_lengths(rows), link, rows, timed=True, odd_clock=None)


def _times(ticks: Fields, interface: Interface) -> Ints:
    """Nanoseconds of 64-bit tick counts, of whatever resolution."""
    per_second = interface.ticks_per_second
    if per_second * SECOND >= _WORD_LIMIT and per_second != SECOND:
        exact = [time_of(tick, interface) for tick in ticks.tolist()]
        return np.array(exact, np.int64)
    seconds, rest = np.divmod(ticks, np.uint64(per_second))
    whole = np.minimum(seconds, np.uint64(_FAR)).astype(np.int64) + max(-_FAR, min(interface.offset_s, _FAR))
    whole = np.clip(whole, -LAST_SECOND - 1, LAST_SECOND)
    time_ns = whole * SECOND + (rest * np.uint64(SECOND) // np.uint64(per_second)).astype(np.int64)
    return np.clip(time_ns, -LAST_SECOND * SECOND, LAST_SECOND * SECOND)


def time_of(ticks: int, interface: Interface) -> int:
    """Nanoseconds since 1970 of one tick count, within 64 bits."""
    return _within(interface.offset_s * SECOND + ticks * SECOND // interface.ticks_per_second)


def _within(time_ns: int) -> int:
    return max(-LAST_SECOND * SECOND, min(time_ns, LAST_SECOND * SECOND))


def _simple(block: Block, offsets: Ints) -> Records:
    rows = gather(block.buffer, offsets, _SPB[block.layout.big_endian])
    interface = block.interfaces[0] if block.interfaces else None
    original = column(rows, "original")
    captured = np.minimum(original, (column(rows, "total") + 3 & -4) - _FRAMING_OF_SPB)
    if interface is not None and interface.snaplen:
        captured = np.minimum(captured, interface.snaplen)
    link = np.full(len(offsets), interface.link_type if interface else NO_LINK, np.int64)
    at = offsets + block.layout.octets_at
    time_ns = np.full(len(offsets), _within(block.untimed_ns), np.int64)
    return Records(_frames(block), time_ns, at, captured, original, link, rows, timed=False, odd_clock=None)
