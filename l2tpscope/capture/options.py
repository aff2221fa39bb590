"""Options of pcapng blocks: comments, names, clocks, drop counts."""

from collections.abc import Iterator
from struct import Struct

from l2tpscope.capture.block import Interface

END_OF_OPTIONS, COMMENT = 0, 1
IF_NAME, IF_TSRESOL, IF_TSOFFSET = 2, 9, 14  # of an Interface Description Block
EPB_DROPCOUNT = 4  # of an Enhanced Packet Block
ISB_IFDROP, ISB_OSDROP = 5, 7  # of an Interface Statistics Block
LONG = 8  # octets of a 64-bit value
MICROSECONDS = 6  # tenths of a second to this power, where no resolution is stated


def options_of(octets: bytes, order: str) -> Iterator[tuple[int, bytes]]:
    """(code, value) of each option; an option that does not fit ends them, for nothing after it can be found."""
    header = Struct(order + "HH").unpack_from
    at = 0
    while at + 4 <= len(octets):
        code, length = header(octets, at)
        value = octets[at + 4 : at + 4 + length]
        if code == END_OF_OPTIONS or len(value) < length:
            return
        yield code, value
        at += 4 + (length + 3 & -4)


def text_of(value: bytes) -> str:
    """A string option: UTF-8, some writers end it with a zero octet."""
    return value.rstrip(b"\0").decode("utf-8", "replace")


def comments_of(octets: bytes, order: str) -> list[str]:
    """The comments among the options of any block."""
    return [text_of(value) for code, value in options_of(octets, order) if code == COMMENT]


def says_nothing(octets: bytes, order: str) -> bool:
    """True if the options of a packet hold neither a comment nor a drop count."""
    return all(code not in (COMMENT, EPB_DROPCOUNT) for code, _ in options_of(octets, order))


def interface_of(octets: bytes, order: str) -> Interface:
    """The interface that the body of an Interface Description Block (at least 8 octets) describes."""
    link_type, snaplen = Struct(order + "H2xI").unpack_from(octets)
    name, resolution, offset_s = None, MICROSECONDS, 0
    for code, value in options_of(octets[8:], order):
        if code == IF_NAME:
            name = text_of(value)
        elif code == IF_TSRESOL and len(value) == 1:
            resolution = value[0]
        elif code == IF_TSOFFSET and len(value) == LONG:
            (offset_s,) = Struct(order + "q").unpack(value)
    return Interface(link_type, _ticks_per_second(resolution), offset_s, snaplen, name)


def _ticks_per_second(resolution: int) -> int:
    """If the highest bit is set the rest is a negative power of 2, else of 10."""
    return 1 << (resolution & 0x7F) if resolution & 0x80 else 10**resolution


def drops_of(octets: bytes, order: str) -> int | None:
    """Packets lost by interface and system, of the options of an Interface Statistics Block; None if not stated."""
    counts = [
        Struct(order + "Q").unpack(value)[0]
        for code, value in options_of(octets, order)
        if code in (ISB_IFDROP, ISB_OSDROP) and len(value) == LONG
    ]
    return sum(counts) if counts else None
