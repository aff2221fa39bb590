"""Frames for tests, octet by octet, and what the scan makes of them on its fast and on its slow path."""

import io
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from l2tpscope.capture.block import Block
from l2tpscope.capture.reader import open_capture
from l2tpscope.packet.dissector import Dissector, Thing
from l2tpscope.packet.source import datagrams
from l2tpscope.scan.counts import FrameCounts
from l2tpscope.scan.flow import FlowRow
from l2tpscope.scan.scanner import Scanner

ETHERNET, RAW, SLL, SLL2 = 1, 101, 113, 276
A4, B4 = bytes([192, 0, 2, 1]), bytes([198, 51, 100, 2])
A6, B6 = bytes.fromhex("20010db8000000000000000000000001"), bytes.fromhex("20010db8000000000000000000000002")
BEGIN_NS = 1_700_000_000_000_000_000
SCCRQ = bytes.fromhex("c802001400000000000000008008000000000001")
ZLB = bytes.fromhex("c802000c0007000000010001")


def u16(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}H", *numbers)


def udp(payload: bytes, source: int = 1701, destination: int = 1701, *, length: int | None = None) -> bytes:
    return u16(source, destination, 8 + len(payload) if length is None else length, 0) + payload


def ipv4(  # noqa: PLR0913
    above: bytes,
    protocol: int = 17,
    *,
    source: bytes = A4,
    destination: bytes = B4,
    ip_id: int = 1,
    offset: int = 0,
    more: bool = False,
    total: int | None = None,
    options: bytes = b"",
    ttl: int = 64,
) -> bytes:
    header = 20 + len(options)
    fragment = offset >> 3 | (0x2000 if more else 0)
    size = header + len(above) if total is None else total
    first = struct.pack(">BBHHHBBH", 0x40 | header >> 2, 0, size, ip_id, fragment, ttl, protocol, 0)
    return first + source + destination + options + above


def ipv6(above: bytes, protocol: int = 17, *, source: bytes = A6, destination: bytes = B6) -> bytes:
    return struct.pack(">IHBB", 6 << 28, len(above), protocol, 64) + source + destination + above


def ethernet(packet: bytes, *, tags: Sequence[int] = (), ether_type: int | None = None) -> bytes:
    kind = (0x86DD if packet[:1] >= b"\x60" else 0x0800) if ether_type is None else ether_type
    return bytes(12) + b"".join(u16(tag, 5) for tag in tags) + u16(kind) + packet


def data(  # noqa: PLR0913
    payload: bytes = bytes.fromhex("ff030021") + bytes(40),
    *,
    tunnel_id: int = 7,
    session_id: int = 9,
    ns: int | None = None,
    has_length: bool = True,
    offset: int | None = None,
) -> bytes:
    flags = (
        2 | (0x4000 if has_length else 0) | (0x0800 if ns is not None else 0) | (0x0200 if offset is not None else 0)
    )
    rest = u16(tunnel_id, session_id)
    if ns is not None:
        rest += u16(ns, 0)
    if offset is not None:
        rest += u16(offset) + bytes(offset)
    rest += payload
    return u16(flags) + (u16(len(rest) + 4) if has_length else b"") + rest


def tcp(  # noqa: PLR0913
    octets: int = 40,
    *,
    flags: int = 0x10,
    ports: tuple[int, int] = (40000, 80),
    sequence: int = 1,
    back: bool = False,
    is_v6: bool = False,
    ppp: str = "ff030021",
) -> bytes:
    """A PPP frame with a TCP segment in an IP packet of so many octets; `back` exchanges both ends."""
    source, destination = (A6, B6) if is_v6 else (A4, B4)
    segment = u16(*(ports[::-1] if back else ports)) + struct.pack(">IIBBHHH", sequence, 1, 0x50, flags, 1024, 0, 0)
    segment += bytes(max(0, octets - len(segment) - (40 if is_v6 else 20)))
    if back:
        source, destination = destination, source
    if is_v6:
        return bytes.fromhex(ppp.replace("21", "57")) + ipv6(segment, 6, source=source, destination=destination)
    return bytes.fromhex(ppp) + ipv4(segment, 6, source=source, destination=destination)


LCP = bytes.fromhex("ff03c02109010008deadbeef")


@dataclass
class Read:
    """What came of a capture."""

    things: list[Thing]
    rows: list[FlowRow]
    counts: FrameCounts
    scanner: Scanner
    dissector: Dissector

    @property
    def row_values(self) -> list[tuple[object, ...]]:
        """The rows as values that compare."""
        names = [name for name in FlowRow._fields if name != "bins"]
        return [(*(getattr(row, name) for name in names), dict(row.bins)) for row in self.rows]


def pcap(
    frames: Iterable[bytes],
    link_type: int = ETHERNET,
    *,
    step_ns: int = 1_000_000,
    snap: int = 262_144,
    after_ns: Sequence[int] | None = None,
) -> bytes:
    """A nanosecond pcap of frames `step_ns` apart, or so long after the beginning, cut to `snap` octets each."""
    parts = [struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, snap, link_type)]
    for number, frame in enumerate(frames):
        since_ns = number * step_ns if after_ns is None else after_ns[number]
        seconds, fraction = divmod(BEGIN_NS + since_ns, 1_000_000_000)
        captured = frame[:snap]
        parts += (struct.pack("<IIII", seconds, fraction, len(captured), len(frame)), captured)
    return b"".join(parts)


def blocks_of(capture: bytes) -> list[Block]:
    """The Blocks of a small capture, which is only one."""
    return list(open_capture(cast(BinaryIO, io.BytesIO(capture))).blocks())


def _cut(blocks: Iterable[Block], size: int) -> Iterator[Block]:
    for block in blocks:
        for at in range(0, len(block.offsets), size):
            yield replace(block, offsets=block.offsets[at : at + size], first_frame=block.first_frame + at)


def read_octets(
    capture: bytes, *, is_slow: bool = False, ports: frozenset[int] = frozenset(), in_block: int = 1 << 20
) -> Read:
    """Read a small capture in Blocks of so many records each."""
    scanner, dissector = Scanner(ports, is_slow=is_slow), Dissector(ports)
    reader = open_capture(cast(BinaryIO, io.BytesIO(capture)))
    things = list(datagrams(_cut(reader.blocks(), in_block), scanner, dissector))
    return Read(things, scanner.rows(), scanner.counts, scanner, dissector)


def read(
    frames: Iterable[bytes],
    link_type: int = ETHERNET,
    *,
    is_slow: bool = False,
    step_ns: int = 1_000_000,
    in_block: int = 1 << 20,
) -> Read:
    return read_octets(pcap(frames, link_type, step_ns=step_ns), is_slow=is_slow, in_block=in_block)
