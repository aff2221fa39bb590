"""Pcap: records of the classic file format, in either byte order and with either fraction of a second."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct

import numpy as np

from l2tpscope.capture.block import Block, Interface, Layout, Offsets
from l2tpscope.capture.chains import record_starts
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.capture.limits import longest_frame
from l2tpscope.capture.link_types import link_type_name
from l2tpscope.capture.window import Window
from l2tpscope.errors import UnreadableCapture

FILE_HEADER = 24
LENGTHS_END = 16  # octets of a record header up to the end of its two lengths
OLDEST, DG_UX = 2, 543  # major versions
MICROSECONDS, NANOSECONDS, KUZNETZOV = 0xA1B2C3D4, 0xA1B23C4D, 0xA1B2CD34
RECORD_HEADERS = {MICROSECONDS: 16, NANOSECONDS: 16, KUZNETZOV: 24}
MAGICS = {magic.to_bytes(4, order): (magic, order == "big") for magic in RECORD_HEADERS for order in ("little", "big")}


@dataclass(frozen=True, slots=True)
class PcapHeader:
    """What the file header of a pcap says of all its records."""

    layout: Layout
    interface: Interface
    swapped_lengths: bool


def read_header(octets: bytes, facts: CaptureFacts) -> PcapHeader:
    """The file header, of which `octets` are the first 24 octets; fills the facts that it knows."""
    if len(octets) < FILE_HEADER:
        raise UnreadableCapture(f"{facts.path}: begins as a pcap but ends inside its file header; capture it again")
    magic, big_endian = MAGICS[octets[:4]]
    order = ">" if big_endian else "<"
    major, minor, snaplen, network = Struct(order + "HH8xII").unpack_from(octets, 4)
    if major < OLDEST:
        raise UnreadableCapture(
            f"{facts.path}: a pcap of version {major}.{minor}, which nothing written since 1996 uses"
        )
    # The upper half holds the length of the frame check sequence and reserved bits.
    link_type = network & 0xFFFF
    facts.format = "pcap"
    facts.link_types = (link_type_name(link_type),)
    ticks = 1_000_000_000 if magic == NANOSECONDS else 1_000_000
    return PcapHeader(
        layout=Layout("pcap", big_endian, RECORD_HEADERS[magic]),
        interface=Interface(link_type, ticks, 0, snaplen),
        # Until version 2.3, and in DG/UX's 543.0, the original length came before the captured length.
        swapped_lengths=(major, minor) < (2, 3) or major == DG_UX,
    )


class PcapRecords:
    """The Blocks of one pcap; what lies before the first record is read already."""

    def __init__(self, window: Window, header: PcapHeader, facts: CaptureFacts, capture: int) -> None:
        self._window = window
        self._header = header
        self._facts = facts
        self._capture = capture
        order = ">" if header.layout.big_endian else "<"
        # The captured length of the record at hand; the field before 2.3 was the original length.
        self._captured = Struct(order + ("12xI" if header.swapped_lengths else "8xI")).unpack_from
        self._limit = longest_frame(header.interface.link_type)

    def blocks(self) -> Iterator[Block]:
        """Block after Block, until the records end or break; how they ended is in the facts."""
        window, at = self._window, FILE_HEADER
        while window.slide(at):
            offsets, at = self._walk()
            if offsets.size:
                yield self._block(offsets)
            if self._is_broken(at):
                return
        if window.end:
            self._facts.cut_off(f"cut short inside frame {self._facts.frames + 1}")

    def _walk(self) -> tuple[Offsets, int]:
        """Where the whole records in the window start, and where the first one that is not whole does.

        The length of a record is looked at before it is known to be there: the window has slack for that.
        """
        if self._header.swapped_lengths:
            return self._walk_swapping()
        buffer, end, limit, captured_at = self._window.buffer, self._window.end, self._limit, self._captured
        layout = self._header.layout
        header = layout.octets_at
        found, at = record_starts(buffer, end, header, big_endian=layout.big_endian)
        offsets: list[int] = []
        append = offsets.append
        while True:
            (captured,) = captured_at(buffer, at)
            following = at + captured + header
            if following > end or captured > limit:
                return np.concatenate([*found, np.array(offsets, np.int64)]), at
            append(at)
            at = following

    def _walk_swapping(self) -> tuple[Offsets, int]:
        """As _walk, bringing the two lengths of each record into the order of later versions."""
        buffer, end = self._window.buffer, self._window.end
        header = self._header.layout.octets_at
        offsets: list[int] = []
        at = 0
        while True:
            (captured,) = self._captured(buffer, at)
            following = at + captured + header
            if following > end or captured > self._limit:
                return np.array(offsets, np.int64), at
            buffer[at + 8 : at + 16] = buffer[at + 12 : at + 16] + buffer[at + 8 : at + 12]
            offsets.append(at)
            at = following

    def _is_broken(self, at: int) -> bool:
        if self._window.end - at < LENGTHS_END:
            return False
        (captured,) = self._captured(self._window.buffer, at)
        if captured <= self._limit:
            return False
        frame = self._facts.frames + 1
        self._facts.cut_off(f"broken at frame {frame}, which claims {captured} octets (possible are {self._limit})")
        return True

    def _block(self, offsets: Offsets) -> Block:
        first = self._facts.frames + 1
        self._facts.frames += len(offsets)
        return Block(self._capture, self._window.buffer, offsets, self._header.layout, (self._header.interface,), first)
