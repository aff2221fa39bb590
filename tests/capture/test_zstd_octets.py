"""Zstandard streams: damage, skippable frames."""

import random

import zstandard

from tests.capture.building import pcap_header, pcap_record, read

PACKETS = [random.Random(number).randbytes(900) + bytes(500) for number in range(400)]  # noqa: S311 (no secret)
CAPTURE = pcap_header() + b"".join(pcap_record(octets, s=number) for number, octets in enumerate(PACKETS))


def _zstd(octets: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(octets)


def test_a_damaged_zstd_stream_is_read_up_to_the_damage() -> None:
    packed = bytearray(_zstd(CAPTURE))
    packed[len(packed) // 2 :] = b"\xff" * (len(packed) - len(packed) // 2)
    frames, facts = read(bytes(packed))
    assert [frame.octets for frame in frames] == PACKETS[: len(frames)]
    assert len(frames) > 90
    assert any("zstd stream is damaged" in sentence for sentence in facts.warnings)


def test_skippable_zstd_frames_are_skipped() -> None:
    note = b"\x53\x2a\x4d\x18" + (300_000).to_bytes(4, "little") + bytes(300_000)
    frames, facts = read(note + _zstd(CAPTURE[:50_000]) + note + _zstd(CAPTURE[50_000:]))
    assert (len(frames), facts.warnings) == (400, ())
