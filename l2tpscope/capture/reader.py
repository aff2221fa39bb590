"""CaptureReader: pcap and pcapng, plain or compressed, from files and pipes, as Blocks in the order of the capture.

The octets alone decide what a file is, whatever the suffix says. What Wireshark 4.0 reads of these formats is read
the same, with the same frame numbers and times, except where another way is better for a bystander:

- times are what the arithmetic says, in integer nanoseconds, rounded down: a fraction beyond a second, which Wireshark
  shows as it stands, and resolutions finer than about 10^-10 s, which overflow in Wireshark
- a packet without a time (Simple Packet Block) has that of the packet before it, 0 where there is none
- link types that Wireshark does not know are read, and so are frames that its link layers refuse
- a block whose two lengths agree is passed over whatever it holds: options, names or secrets that do not fit are
  left out, octets behind those of a Simple Packet Block too; Wireshark ends the file there
- pcap variants that can only be guessed (Nokia's, AIX's, and the patches of 1999 but for magic a1b2cd34 with record
  headers of 24 octets) are not guessed; Ixia's, and lz4, are refused with what to do
- a section may describe 4096 interfaces, and of comments and of secrets 16 MiB each are kept
"""

import re
from collections.abc import Generator, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from l2tpscope.capture import foreign, gzip_octets, pcap, section
from l2tpscope.capture.block import Block, Frame
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.capture.frame import frames_of
from l2tpscope.capture.pcap import PcapRecords
from l2tpscope.capture.pcapng import PcapngRecords
from l2tpscope.capture.source import Octets, open_source
from l2tpscope.capture.window import BUFFER_OCTETS, Window
from l2tpscope.errors import UnreadableCapture

ZSTD_MAGIC = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")  # of a frame, of a skippable frame (RFC 8878 3.1)


def open_capture(
    source: str | Path | BinaryIO | Octets, index: int = 0, fill_octets: int = BUFFER_OCTETS
) -> "CaptureReader":
    """A reader of a capture file, of standard input ("-"), of a FIFO, or of a binary file object.

    index        place of the capture among those read together, from 0
    fill_octets  octets to wait for before a Block is handed on; 1 hands on what one read yields, for live pipes

    Raises UnreadableCapture if it cannot be opened or is no capture.
    """
    path, octets = open_source(source)
    facts = CaptureFacts(path, "pcap")
    try:
        unpacked = _unpacked(octets, facts)
        return CaptureReader(unpacked, facts, _records(unpacked, facts, index, fill_octets))
    except BaseException:
        octets.close()
        raise


def _unpacked(octets: Octets, facts: CaptureFacts) -> Octets:
    """The octets inside the compression that they begin with, if any."""
    magic = octets.peek(4)
    if magic.startswith(gzip_octets.MAGIC):
        facts.compression = "gzip"
        return gzip_octets.GzipOctets(octets)
    if ZSTD_MAGIC.match(magic):
        from l2tpscope.capture.zstd_octets import ZstdOctets  # noqa: PLC0415 (its import takes 20 ms)

        facts.compression = "zstd"
        return ZstdOctets(octets)
    return octets


def _records(octets: Octets, facts: CaptureFacts, index: int, fill_octets: int) -> PcapRecords | PcapngRecords:
    """The records of the format that the octets begin with."""
    magic = octets.peek(4)
    window = Window(octets, fill_octets)
    if magic in pcap.MAGICS:
        return PcapRecords(window, pcap.read_header(octets.peek(pcap.FILE_HEADER), facts), facts, index)
    if magic == section.SECTION_HEADER:
        facts.format = "pcapng"
        records = PcapngRecords(window, facts, index)
        try:
            records.begin()
        except section.DamageError as broken:
            raise UnreadableCapture(
                f"{facts.path}: begins as a pcapng but cannot be read: {octets.trouble or broken}"
            ) from None
        return records
    raise UnreadableCapture(f"{facts.path}: {_refusal(octets, facts)}")


def _refusal(octets: Octets, facts: CaptureFacts) -> str:
    head = octets.peek(foreign.LOOKED_AT)
    if octets.trouble and not head:
        return f"holds nothing that can be read: {octets.trouble}"
    unpacked = f"unpacked from {facts.compression}, it is " if facts.compression else ""
    return unpacked + foreign.what_it_is(head, facts.path)


class CaptureReader:
    """One capture being read; `facts` are complete when `blocks` is exhausted."""

    def __init__(self, octets: Octets, facts: CaptureFacts, records: PcapRecords | PcapngRecords) -> None:
        self.facts = facts
        self._octets = octets
        self._blocks = self._read(records)

    def blocks(self) -> Iterator[Block]:
        """The Blocks, once; each is valid until the next is asked for."""
        return self._blocks

    def frames(self, block: Block) -> Iterator[Frame]:
        """Every record of a Block, copied out of it."""
        return frames_of(block)

    def warn(self, sentence: str) -> None:
        """Add a sentence for the user to the facts, once however often it is said."""
        self.facts.warn(sentence)

    def _read(self, records: PcapRecords | PcapngRecords) -> Generator[Block]:
        try:
            yield from records.blocks()
            if self._octets.trouble:
                self.facts.cut_off(self._octets.trouble)
            if self._octets.remark:
                self.warn(f"{self.facts.path}: {self._octets.remark}")
        finally:
            self._octets.close()

    def close(self) -> None:
        """Complete the facts and close what was opened here; a file object that was handed in stays open."""
        self._blocks.close()
        self._octets.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
