"""Record headers in columns against the reader's own frames, one by one."""

import io
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.capture.frame import frames_of
from l2tpscope.capture.reader import open_capture
from l2tpscope.scan.records import LAST_SECOND, SECOND, records_of
from tests.capture.building import (
    KUZNETZOV,
    MICROSECONDS,
    NANOSECONDS,
    enhanced,
    interface,
    obsolete,
    option,
    pcap_header,
    pcap_record,
    section,
    simple,
)


def _agree(capture: bytes) -> int:
    count = 0
    limit = LAST_SECOND * SECOND
    for block in open_capture(cast(BinaryIO, io.BytesIO(capture))).blocks():
        records = records_of(block)
        for row, frame in enumerate(frames_of(block)):
            at, captured = int(records.at[row]), int(records.captured[row])
            assert records.frame[row] == frame.ref.frame
            assert records.time_ns[row] == max(-limit, min(frame.time_ns, limit))
            assert records.link[row] == frame.link_type
            assert bytes(block.buffer[at : at + captured]) == frame.octets
            assert records.original[row] == frame.original_length
            count += 1
    return count


@pytest.mark.parametrize("magic", [MICROSECONDS, NANOSECONDS, KUZNETZOV])
@pytest.mark.parametrize("order", ["<", ">"])
def test_pcap_of_every_kind(magic: int, order: str) -> None:
    extra = bytes(8) if magic == KUZNETZOV else b""
    records = [
        pcap_record(b"abc", s=0xFFFF_FFFF, fraction=999_999, order=order, original=9, extra=extra),
        pcap_record(b"", s=1, fraction=0xFFFF_FFFF, order=order, extra=extra),
    ]
    assert _agree(pcap_header(magic, order) + b"".join(records)) == 2


@settings(max_examples=60)
@given(
    st.sampled_from([0, 3, 6, 9, 10, 12, 19, 127, 0x80 | 10, 0x80 | 30, 0x80 | 63, 0x80 | 90]),
    st.integers(-(1 << 40), 1 << 40),
    st.lists(st.integers(0, (1 << 64) - 1) | st.integers(0, 1 << 52), min_size=1, max_size=5),
    st.sampled_from(["<", ">"]),
)
def test_pcapng_of_any_resolution_and_offset(resolution: int, offset_s: int, ticks: list[int], order: str) -> None:
    options = option(9, bytes([resolution]), order)
    options += option(14, offset_s.to_bytes(8, "little" if order == "<" else "big", signed=True), order)
    capture = section(order) + interface(101, order, options=options)
    capture += b"".join(enhanced(b"frame", tick, order=order) for tick in ticks)
    assert _agree(capture) == len(ticks)


def test_two_interfaces_each_with_its_own_link_type_and_clock() -> None:
    slow = interface(113, options=option(9, b"\x00"))
    capture = section() + interface(1) + slow + enhanced(b"a", 5_000_000) + enhanced(b"b", 5, on=1)
    assert _agree(capture) == 2


def test_simple_and_obsolete_packet_blocks() -> None:
    capture = section() + interface(1, snaplen=6) + enhanced(b"abc", 7) + simple(b"abcdef", original=20)
    assert _agree(capture + obsolete(b"xyz", 9)) == 3
