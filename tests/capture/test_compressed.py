"""Compressed captures: gzip and zstd, in one piece or several, whole, cut or damaged."""

import gzip
import io
import random
from collections.abc import Callable

import pytest
import zstandard

from l2tpscope.capture.reader import open_capture
from l2tpscope.capture.window import BUFFER_OCTETS, SLACK
from l2tpscope.errors import UnreadableCapture
from tests.capture.building import pcap_header, pcap_record, read, read_stream, trickle

PACKETS = [random.Random(number).randbytes(900) + bytes(500) for number in range(400)]  # noqa: S311 (no secret)
CAPTURE = pcap_header() + b"".join(pcap_record(octets, s=number) for number, octets in enumerate(PACKETS))


def _zstd(octets: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(octets)


def _zstd_stream(octets: bytes) -> bytes:
    """Without the content size in its header, as a pipe would write it."""
    compressor = zstandard.ZstdCompressor(level=1).compressobj()
    return compressor.compress(octets) + compressor.flush()


PACKERS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "gzip": (gzip.compress, "gzip"),
    "zstd": (_zstd, "zstd"),
    "zstd stream": (_zstd_stream, "zstd"),
}
each_packer = pytest.mark.parametrize("packer", PACKERS)


@each_packer
def test_a_compressed_capture_is_read_as_if_it_were_plain(packer: str) -> None:
    pack, name = PACKERS[packer]
    frames, facts = read(pack(CAPTURE))
    assert [frame.octets for frame in frames] == PACKETS
    assert (facts.compression, facts.format, facts.cut_short, facts.warnings) == (name, "pcap", False, ())


def test_a_plain_capture_says_that_it_is_not_compressed() -> None:
    assert read(CAPTURE)[1].compression is None


@each_packer
def test_pieces_compressed_one_after_the_other_are_one_capture(packer: str) -> None:
    pack, _ = PACKERS[packer]
    frames, facts = read(pack(CAPTURE[:10]) + pack(CAPTURE[10:99_999]) + pack(b"") + pack(CAPTURE[99_999:]))
    assert [frame.octets for frame in frames] == PACKETS
    assert not facts.warnings


@each_packer
@pytest.mark.parametrize("steps", [(1,), (3, 1, 7), (100_000,)])
def test_short_reads_of_a_compressed_pipe_change_nothing(packer: str, steps: tuple[int, ...]) -> None:
    pack, _ = PACKERS[packer]
    packed = pack(CAPTURE[:100_000])
    frames, _ = read_stream(trickle(packed, steps), fill_octets=1)
    assert [frame.octets for frame in frames] == PACKETS[: len(frames)]
    assert len(frames) == 70


@each_packer
@pytest.mark.parametrize("share", [0.3, 0.5, 0.9, 0.999])
def test_a_compressed_capture_that_is_cut_is_read_up_to_the_cut(packer: str, share: float) -> None:
    pack, name = PACKERS[packer]
    packed = pack(CAPTURE)
    frames, facts = read(packed[: int(len(packed) * share)])
    assert [frame.octets for frame in frames] == PACKETS[: len(frames)]
    assert len(frames) >= (share - 0.36) * len(PACKETS)  # zstd gives whole blocks of 128 KiB only
    assert facts.cut_short
    assert any(f"its {name} stream is cut short" in sentence for sentence in facts.warnings)


@each_packer
def test_a_cut_in_the_checksum_at_the_end_loses_no_frame(packer: str) -> None:
    pack, name = PACKERS[packer]
    cut = pack(CAPTURE)[:-2]
    frames, facts = read(cut)
    assert len(frames) == len(PACKETS) or name == "zstd"
    assert any("stream is cut short" in sentence for sentence in facts.warnings)


@each_packer
def test_other_octets_after_a_compressed_stream_are_told(packer: str) -> None:
    pack, name = PACKERS[packer]
    frames, facts = read(pack(CAPTURE) + b"something else")
    assert len(frames) == 400
    assert facts.warnings == (f"stream: other octets follow its {name} stream and were left out",)
    assert not facts.cut_short


@each_packer
def test_a_small_compressed_file_may_hold_a_large_capture_without_filling_memory(packer: str) -> None:
    pack, _ = PACKERS[packer]
    capture = pcap_header() + pcap_record(bytes(200_000)) * 300  # 60 MB of zeros
    frames = 0
    reader = open_capture(io.BytesIO(pack(capture)))
    for found in reader.blocks():
        frames += len(found.offsets)
        assert len(found.buffer) == BUFFER_OCTETS + SLACK
    assert frames == 300


@each_packer
def test_what_is_inside_is_named_when_it_is_no_capture(packer: str) -> None:
    pack, name = PACKERS[packer]
    for octets, sentence in (
        (b"just some words\n" * 9, "plain text"),
        (b"", "empty"),
        (b"snoop\0\0\0" + bytes(30), "Solaris snoop"),
        (pack(CAPTURE), f"{name} inside a compressed file"),
    ):
        with pytest.raises(UnreadableCapture, match=f"unpacked from {name}, it is .*{sentence}"):
            read(pack(octets))


@each_packer
@pytest.mark.parametrize("length", [4, 5, 9, 12])
def test_a_compressed_file_cut_before_its_first_octet_is_refused(packer: str, length: int) -> None:
    pack, name = PACKERS[packer]
    with pytest.raises(UnreadableCapture, match=f"its {name} stream is cut short"):
        read(pack(CAPTURE)[:length])
