"""Fuzz the whole pipeline: any messages in any order, or any octets as a file, give a sound analysis."""

import struct
import sys
from collections.abc import Iterator
from io import BytesIO

import atheris

with atheris.instrument_imports(include=["l2tpscope"]):
    from l2tpscope.analysis import read
    from tests.hostile import assert_sound

HOSTS = [bytes((192, 0, 2, number)) for number in range(4)]
STEPS_NS = (1_000, 1_000_000, 1_000_000_000, 8_000_000_000, 40_000_000_000, -1_000_000, 0, 100_000_000)
HEAD = struct.Struct("BBB")
FILE = 0xFF
"""An input that begins so is a file; others are messages, each after three octets: where to, when, and its length."""


def frames(octets: bytes) -> Iterator[tuple[int, bytes]]:
    """Time and IPv4 packet of each message."""
    at, number, time_ns = 0, 0, 1_700_000_000_000_000_000
    while at + HEAD.size <= len(octets):
        way, step, length = HEAD.unpack_from(octets, at)
        at += HEAD.size
        payload = octets[at : at + length]
        at += length
        number += not step & 8  # or else the same datagram again
        time_ns += STEPS_NS[step & 7]
        source, destination = HOSTS[way & 3], HOSTS[way >> 2 & 3]
        ports = 1701 + (way >> 4 & 1), 1701 + (way >> 5 & 2)
        yield time_ns, _ip(_udp(payload, *ports), source, destination, number)


def _udp(payload: bytes, source: int, destination: int) -> bytes:
    return struct.pack(">HHHH", source, destination, 8 + len(payload), 0) + payload


def _ip(above: bytes, source: bytes, destination: bytes, number: int) -> bytes:
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(above), number & 0xFFFF, 0, 64, 17, 0)
    return head + source + destination + above


def capture_of(octets: bytes) -> bytes:
    """The pcap of the messages."""
    parts = [struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262144, 101)]
    for time_ns, packet in frames(octets):
        seconds, fraction = divmod(time_ns, 1_000_000_000)
        parts += (struct.pack("<IIII", seconds, fraction, len(packet), len(packet)), packet)
    return b"".join(parts)


def analyze(octets: bytes) -> None:
    """Read it and hold the analysis to what tests.hostile expects of every analysis."""
    assert_sound(read(BytesIO(octets[1:] if octets[:1] == bytes((FILE,)) else capture_of(octets))))


if __name__ == "__main__":
    atheris.Setup(sys.argv, analyze)
    atheris.Fuzz()
