"""Gzip streams: damage, checksums, padding."""

import gzip
import random
import zlib

from tests.capture.building import pcap_header, pcap_record, read

PACKETS = [random.Random(number).randbytes(900) + bytes(500) for number in range(400)]  # noqa: S311 (no secret)
CAPTURE = pcap_header() + b"".join(pcap_record(octets, s=number) for number, octets in enumerate(PACKETS))


def test_a_damaged_gzip_stream_is_read_up_to_the_damage() -> None:
    compressor = zlib.compressobj(wbits=31)
    sound = compressor.compress(CAPTURE[: 24 + 100 * 1416 + 5]) + compressor.flush(zlib.Z_FULL_FLUSH)
    frames, facts = read(sound + b"\x07 a block of a type that does not exist")
    assert [frame.octets for frame in frames] == PACKETS[:100]
    assert facts.warnings == (
        "stream: cut short inside frame 101; analyzed up to frame 100",
        "stream: its gzip stream is damaged; analyzed up to frame 100",
    )


def test_damage_that_unpacks_to_nonsense_ends_the_capture_too() -> None:
    packed = bytearray(gzip.compress(CAPTURE))
    packed[len(packed) // 2 :] = bytes(len(packed) // 2)
    frames, facts = read(bytes(packed))
    assert [frame.octets for frame in frames[:190]] == PACKETS[:190]
    assert facts.cut_short


def test_a_wrong_gzip_checksum_is_told_and_loses_the_last_octet_at_most() -> None:
    packed = bytearray(gzip.compress(CAPTURE))
    packed[-8] ^= 1
    frames, facts = read(bytes(packed))
    assert [frame.octets for frame in frames] == PACKETS[:399]
    assert facts.cut_short
    assert "stream: its gzip stream is damaged; analyzed up to frame 399" in facts.warnings


def test_zeros_after_a_gzip_stream_are_padding() -> None:
    frames, facts = read(gzip.compress(CAPTURE) + bytes(1000))
    assert (len(frames), facts.warnings) == (400, ())
