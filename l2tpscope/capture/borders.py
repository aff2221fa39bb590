"""Borders: where the records of a capture end that goes by in pieces, and what a file must begin with to hold some."""

from struct import Struct

from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.capture.frame import PACKET_BLOCK
from l2tpscope.capture.limits import longest_frame
from l2tpscope.capture.pcap import FILE_HEADER, MAGICS, PcapHeader, read_header
from l2tpscope.capture.pcapng import ENHANCED, INTERFACE, SECTION, SHORTEST_BLOCK, SHORTEST_PACKET
from l2tpscope.capture.section import HEADS, SECTION_HEADER, DamageError, Section, order_of, section_of

LONGEST = 4 << 20
"""Octets of a block of a pcapng that is waited for; a longer one is taken for damage."""
_ANY_LENGTH = slice(16, 24)
"""Where a section header states the length of its section: unknown in a file that goes on."""


class PcapBorders:
    """Of a pcap, whose file header is `header`."""

    def __init__(self, header: bytes) -> None:
        self.header = header
        told: PcapHeader = read_header(header, CaptureFacts("", "pcap"))
        order = ">" if told.layout.big_endian else "<"
        self._octets_at = told.layout.octets_at
        self._captured = Struct(order + ("12xI" if told.swapped_lengths else "8xI")).unpack_from
        self._seconds = Struct(order + "I").unpack_from
        self._limit = longest_frame(told.interface.link_type)

    def skip_header(self, buffer: bytearray, at: int) -> int:
        """Nothing: the header of a pcap is before all records."""
        del buffer
        return at

    def end_of(self, buffer: bytearray, at: int, least: int) -> int:
        """Where the first whole record from `at` on ends that ends at or behind `least`; else the last whole one.

        It is `at` where none is whole. Raises DamageError where a record cannot be one.
        """
        captured_at, header, limit = self._captured, self._octets_at, self._limit
        until, end = len(buffer) - header, len(buffer)
        while at <= until and at < least:
            (captured,) = captured_at(buffer, at)
            if captured > limit:
                raise DamageError(f"a frame of {captured} octets")
            following = at + header + captured
            if following > end:
                break
            at = following
        return at

    def seconds(self, buffer: bytearray, at: int) -> int | None:
        """When the record at `at` was captured, seconds since 1970."""
        return int(self._seconds(buffer, at)[0])


class PcapngBorders:
    """Of a pcapng; `header` grows by each interface that is described, and begins anew with a section."""

    def __init__(self) -> None:
        self.header = b""
        self._section = Section("<")

    def skip_header(self, buffer: bytearray, at: int) -> int:
        """Behind the whole headers of sections and interfaces that stand at `at`: they are in `header` then."""
        while (length := self._length(buffer, at)) and self._note(buffer, at, length):
            at += length
        return at

    def end_of(self, buffer: bytearray, at: int, least: int) -> int:
        """As that of a pcap, for blocks of every kind."""
        head, end = HEADS[self._section.order], len(buffer)
        while at < least and at + SHORTEST_BLOCK <= end:
            kind, length = head(buffer, at)
            if kind != ENHANCED or length & 3 or not SHORTEST_BLOCK <= length <= LONGEST:  # all but the everyday one
                length = self._length(buffer, at)
                if length and self._note(buffer, at, length):
                    head = HEADS[self._section.order]
            if not length or at + length > end:
                break
            at += length
        return at

    def seconds(self, buffer: bytearray, at: int) -> int | None:
        """When the packet in the block at `at` was captured, seconds since 1970; None of any other block."""
        length, order = self._length(buffer, at), self._section.order
        if length < SHORTEST_PACKET or HEADS[order](buffer, at)[0] != ENHANCED:
            return None
        number, high, low, *_ = PACKET_BLOCK[order == ">"](buffer, at + 8)
        if number >= len(self._section.interfaces):
            return None
        interface = self._section.interfaces[number]
        return int(interface.offset_s + (high << 32 | low) // interface.ticks_per_second)

    def _length(self, buffer: bytearray, at: int) -> int:
        """Octets of the block at `at`, 0 where it is not whole. Raises DamageError."""
        if at + SHORTEST_BLOCK > len(buffer):
            return 0
        _, stated = HEADS[order_of(buffer, at, self._section.order)](buffer, at)
        length = int(stated) + 3 & -4
        if not SHORTEST_BLOCK <= length <= LONGEST:
            raise DamageError(f"a block of {stated} octets")
        return length if at + length <= len(buffer) else 0

    def _note(self, buffer: bytearray, at: int, length: int) -> bool:
        """Take in what describes a section or an interface; False for any other block."""
        kind, _ = HEADS[self._section.order](buffer, at)
        if kind not in (SECTION, INTERFACE):
            return False
        octets = bytes(memoryview(buffer)[at : at + length])
        if kind == SECTION:
            self._section = section_of(buffer, at, length)
            self.header = octets[: _ANY_LENGTH.start] + b"\xff" * 8 + octets[_ANY_LENGTH.stop :]
        else:
            self._section.describe(octets[8:-4])
            self.header += octets
        return True


Borders = PcapBorders | PcapngBorders


def borders_of(buffer: bytearray) -> tuple[Borders, int] | None:
    """How to follow the records of a capture that begins with `buffer`, and where they start; None if it is too short.

    Raises DamageError where it is neither a pcap nor a pcapng, or is compressed.
    """
    magic = bytes(buffer[:4])
    if len(buffer) < FILE_HEADER:
        return None
    if magic in MAGICS:
        return PcapBorders(bytes(buffer[:FILE_HEADER])), FILE_HEADER
    if magic == SECTION_HEADER:
        return PcapngBorders(), 0
    raise DamageError("neither a pcap nor a pcapng, or compressed")
