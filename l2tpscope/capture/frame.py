"""Frame by frame: one record of a Block with its exact time, the reference that the vectorised scan must agree with."""

from collections.abc import Iterator
from struct import Struct

from l2tpscope.capture.block import Block, Frame, FrameRef, Interface

PCAP_RECORD = {False: Struct("<IIII").unpack_from, True: Struct(">IIII").unpack_from}
PACKET_BLOCK = {False: Struct("<IIIII").unpack_from, True: Struct(">IIIII").unpack_from}
OBSOLETE_PACKET_BLOCK = {False: Struct("<H2xIIII").unpack_from, True: Struct(">H2xIIII").unpack_from}
SIMPLE_PACKET_BLOCK = {False: Struct("<4xII").unpack_from, True: Struct(">4xII").unpack_from}
SIMPLE_PACKET_FRAMING = 16  # octets of a Simple Packet Block that are not of the frame


def frames_of(block: Block) -> Iterator[Frame]:
    """Every record of a Block, copied out of its buffer."""
    return (frame_of(block, index) for index in range(len(block.offsets)))


def frame_of(block: Block, index: int) -> Frame:
    """Record `index` (from 0) of a Block, copied out of its buffer."""
    start = int(block.offsets[index])
    interface, time_ns, captured, original = _fields_of(block, start)
    at = start + block.layout.octets_at
    octets = bytes(memoryview(block.buffer)[at : at + captured])
    ref = FrameRef(block.capture, block.first_frame + index)
    return Frame(ref, time_ns, interface.link_type, octets, original, interface)


def time_of(block: Block, index: int) -> int:
    """When record `index` (from 0) of a Block was captured, nanoseconds since 1970 UTC."""
    return _fields_of(block, int(block.offsets[index]))[1]


def _fields_of(block: Block, at: int) -> tuple[Interface, int, int, int]:
    """Interface, time (ns), captured and original length of the record that starts at `at`."""
    big_endian = block.layout.big_endian
    if block.layout.kind == "pcap":
        interface = block.interfaces[0]
        seconds, fraction, captured, original = PCAP_RECORD[big_endian](block.buffer, at)
        # A fraction beyond a second is taken as it is.
        return interface, _nanoseconds(seconds * interface.ticks_per_second + fraction, interface), captured, original
    if block.layout.kind == "spb":
        interface = block.interfaces[0]
        length, original = SIMPLE_PACKET_BLOCK[big_endian](block.buffer, at)
        captured = simple_packet_length(length, original, interface.snaplen)
        return interface, block.untimed_ns, captured, original
    fields = (PACKET_BLOCK if block.layout.kind == "epb" else OBSOLETE_PACKET_BLOCK)[big_endian]
    number, high, low, captured, original = fields(block.buffer, at + 8)
    interface = block.interfaces[number]
    return interface, _nanoseconds(high << 32 | low, interface), captured, original


def _nanoseconds(ticks: int, interface: Interface) -> int:
    """Ticks of the interface's clock as nanoseconds since 1970, in integers, rounded down."""
    return interface.offset_s * 1_000_000_000 + ticks * 1_000_000_000 // interface.ticks_per_second


def simple_packet_length(block_length: int, original: int, snaplen: int) -> int:
    """Octets captured of a Simple Packet Block, which does not state them (pcapng 4.4)."""
    room = (block_length + 3 & -4) - SIMPLE_PACKET_FRAMING
    return min(original, room, snaplen) if snaplen else min(original, room)
