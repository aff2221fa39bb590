"""Capture files built octet by octet, in either byte order, right or wrong on purpose."""
# ruff: noqa: PLR0913 (a record has the fields that it has)

import io
import struct
from collections.abc import Iterable
from typing import BinaryIO, cast

from l2tpscope.capture.block import Frame
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.capture.reader import open_capture
from l2tpscope.capture.window import BUFFER_OCTETS

MICROSECONDS, NANOSECONDS, KUZNETZOV = 0xA1B2C3D4, 0xA1B23C4D, 0xA1B2CD34
FILE_HEADER = 24


def pcap_header(
    magic: int = MICROSECONDS,
    order: str = "<",
    link_type: int = 1,
    snaplen: int = 262144,
    version: tuple[int, int] = (2, 4),
) -> bytes:
    return struct.pack(order + "IHHiIII", magic, *version, 0, 0, snaplen, link_type)


def pcap_record(
    octets: bytes, *, s: int = 0, fraction: int = 0, order: str = "<", original: int | None = None, extra: bytes = b""
) -> bytes:
    """One record; `extra` are the 8 octets more of a Kuznetzov header."""
    lengths = len(octets), len(octets) if original is None else original
    return struct.pack(order + "IIII", s, fraction, *lengths) + extra + octets


def block(kind: int, body: bytes, order: str = "<", *, trailer: int | None = None) -> bytes:
    """A pcapng block, padded; `trailer` is a closing length other than the opening one."""
    body += bytes(-len(body) % 4)
    length = len(body) + 12
    return (
        struct.pack(order + "II", kind, length)
        + body
        + struct.pack(order + "I", length if trailer is None else trailer)
    )


def option(code: int, value: bytes, order: str = "<") -> bytes:
    return struct.pack(order + "HH", code, len(value)) + value + bytes(-len(value) % 4)


def section(order: str = "<", *, options: bytes = b"", length: int = -1, version: tuple[int, int] = (1, 0)) -> bytes:
    return block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, *version, length) + options, order)


def interface(link_type: int = 1, order: str = "<", *, snaplen: int = 0, options: bytes = b"") -> bytes:
    return block(1, struct.pack(order + "HHI", link_type, 0, snaplen) + options, order)


def enhanced(
    octets: bytes,
    ticks: int = 0,
    order: str = "<",
    *,
    on: int = 0,
    original: int | None = None,
    captured: int | None = None,
    options: bytes = b"",
) -> bytes:
    """An Enhanced Packet Block; `captured` is a captured length other than that of `octets`."""
    stated = len(octets) if captured is None else captured
    head = struct.pack(
        order + "IIIII", on, ticks >> 32, ticks & 0xFFFFFFFF, stated, len(octets) if original is None else original
    )
    return block(6, head + octets + bytes(-len(octets) % 4) + options, order)


def obsolete(
    octets: bytes, ticks: int = 0, order: str = "<", *, on: int = 0, drops: int = 0xFFFF, options: bytes = b""
) -> bytes:
    """An obsolete Packet Block."""
    head = struct.pack(order + "HHIIII", on, drops, ticks >> 32, ticks & 0xFFFFFFFF, len(octets), len(octets))
    return block(2, head + octets + bytes(-len(octets) % 4) + options, order)


def simple(octets: bytes, order: str = "<", *, original: int | None = None) -> bytes:
    return block(3, struct.pack(order + "I", len(octets) if original is None else original) + octets, order)


def statistics(on: int, drops: int, order: str = "<", *, by_system: int | None = None) -> bytes:
    options = option(5, struct.pack(order + "Q", drops), order)
    if by_system is not None:
        options += option(7, struct.pack(order + "Q", by_system), order)
    return block(5, struct.pack(order + "III", on, 0, 0) + options + option(0, b"", order), order)


def secrets(kind: int, octets: bytes, order: str = "<") -> bytes:
    return block(10, struct.pack(order + "II", kind, len(octets)) + octets, order)


class Trickle(io.RawIOBase):
    """A binary stream whose reads are as short as `steps` say, over and over."""

    def __init__(self, octets: bytes, steps: Iterable[int]) -> None:
        self._octets = memoryview(octets)
        self._steps = tuple(steps)
        self._reads = 0

    def readable(self) -> bool:
        """As io.RawIOBase has it."""
        return True

    def readinto(self, room: "bytearray | memoryview") -> int:  # type: ignore[override]
        """As io.RawIOBase has it."""
        most = self._steps[self._reads % len(self._steps)]
        self._reads += 1
        piece = self._octets[: min(most, len(room))]
        room[: len(piece)] = piece
        self._octets = self._octets[len(piece) :]
        return len(piece)


def trickle(octets: bytes, steps: Iterable[int]) -> BinaryIO:
    """A Trickle, as what it is to its readers."""
    return cast("BinaryIO", Trickle(octets, steps))


def read(octets: bytes) -> tuple[list[Frame], CaptureFacts]:
    """All frames and the facts of a capture held in memory."""
    return read_stream(io.BytesIO(octets))


def read_stream(stream: BinaryIO, fill_octets: int = BUFFER_OCTETS) -> tuple[list[Frame], CaptureFacts]:
    """All frames and the facts of a capture in a binary stream."""
    reader = open_capture(stream, fill_octets=fill_octets)
    frames = [frame for found in reader.blocks() for frame in reader.frames(found)]
    return frames, reader.facts
