"""Block, Layout, Interface, FrameRef: what a reader hands on, octets with a time and nothing decoded."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.int64]


class FrameRef(NamedTuple):
    """Where a frame stands: `capture` counts files from 0, `frame` counts records from 1, as Wireshark does."""

    capture: int
    frame: int


@dataclass(frozen=True, slots=True)
class Interface:
    """One capture interface: link type (libpcap's DLT/LINKTYPE number), clock and snap length (octets, 0: none)."""

    link_type: int
    ticks_per_second: int
    offset_s: int
    snaplen: int
    name: str | None = None


class Layout(NamedTuple):
    """How the records of one Block are written.

    Offsets of fields count from the start of the record, whose place is in `Block.offsets`:
      pcap  seconds 0, fraction 4, captured length 8, original length 12, octets 16 (24 where `kuznetzov`)
      epb   interface 8, ticks high 12, ticks low 16, captured 20, original 24, octets 28   (Enhanced Packet Block)
      pb    interface 8 (16 bit), drops 10 (16 bit), then as epb                             (obsolete Packet Block)
      spb   original length 8, octets 12; no time (Simple Packet Block); captured is the least of original, the
            snap length of interface 0 where that is not 0, and room: the length at 4, rounded up to 4, less 16
    """

    kind: Literal["pcap", "epb", "pb", "spb"]
    big_endian: bool
    octets_at: int


@dataclass(slots=True)
class Block:
    """Some consecutive records of one capture, all of one layout, in a buffer that is reused for the next Block.

    buffer      the octets as read; valid only until the next Block is asked for
    offsets     where each record starts in `buffer`; every record is whole (checked by the reader)
    interfaces  of the section at hand; records of a pcap file have interface 0
    first_frame the frame number of the first record; record i is frame first_frame + i
    untimed_ns  the time to take for records that state none (spb): that of the frame before, 0 where there is none
    """

    capture: int
    buffer: bytearray
    offsets: Offsets
    layout: Layout
    interfaces: tuple[Interface, ...]
    first_frame: int
    untimed_ns: int = 0


class Frame(NamedTuple):
    """One record, copied out of its Block: for the slow path, for showing a single frame, and for writing it again.

    interface   where it was captured, None where nobody needs to know
    """

    ref: FrameRef
    time_ns: int
    link_type: int
    octets: bytes
    original_length: int
    interface: Interface | None = None
