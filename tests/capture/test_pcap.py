"""Classic pcap files: both byte orders, both fractions, the Kuznetzov header, old versions, damage."""

import pytest

from l2tpscope.errors import UnreadableCapture
from tests.capture.building import (
    FILE_HEADER,
    KUZNETZOV,
    MICROSECONDS,
    NANOSECONDS,
    pcap_header,
    pcap_record,
    read,
)

FIRST, SECOND = b"\x02" * 60, b"\x03" * 1400
KUZNETZOV_FIELDS = {KUZNETZOV: b"\x01\x00\x00\x00\x08\x00\x00\x00"}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("magic", "fraction_ns"), [(MICROSECONDS, 1000), (NANOSECONDS, 1), (KUZNETZOV, 1000)])
def test_every_magic_is_read_in_both_byte_orders(order: str, magic: int, fraction_ns: int) -> None:
    extra = KUZNETZOV_FIELDS.get(magic, b"")
    frames, facts = read(
        pcap_header(magic, order, link_type=113)
        + pcap_record(FIRST, s=1_700_000_000, fraction=123_456, order=order, extra=extra)
        + pcap_record(SECOND, s=0xF0000000, fraction=999_999, order=order, original=1500, extra=extra)
    )
    assert [(frame.ref.frame, frame.octets, frame.original_length) for frame in frames] == [
        (1, FIRST, 60),
        (2, SECOND, 1500),
    ]
    assert frames[0].time_ns == 1_700_000_000_000_000_000 + 123_456 * fraction_ns
    assert frames[1].time_ns == 0xF0000000 * 1_000_000_000 + 999_999 * fraction_ns
    assert {frame.link_type for frame in frames} == {113}
    assert (facts.format, facts.link_types, facts.frames, facts.cut_short) == ("pcap", ("LINUX_SLL",), 2, False)


def test_a_fraction_beyond_a_second_is_taken_as_it_is() -> None:
    frames, _ = read(pcap_header() + pcap_record(FIRST, s=10, fraction=2_500_000))
    assert frames[0].time_ns == 12_500_000_000


def test_times_may_run_backwards() -> None:
    frames, facts = read(pcap_header() + pcap_record(FIRST, s=10) + pcap_record(FIRST, s=9))
    assert [frame.time_ns for frame in frames] == [10_000_000_000, 9_000_000_000]
    assert facts.warnings == ()


def test_the_length_of_a_frame_check_sequence_is_no_part_of_the_link_type() -> None:
    frames, facts = read(pcap_header(link_type=0x24000001) + pcap_record(FIRST))
    assert (frames[0].link_type, facts.link_types) == (1, ("EN10MB",))


@pytest.mark.parametrize("version", [(2, 0), (2, 2), (543, 0)])
def test_old_versions_state_the_original_length_first(version: tuple[int, int]) -> None:
    swapped = pcap_record(FIRST, original=80)
    swapped = swapped[:8] + swapped[12:16] + swapped[8:12] + swapped[16:]
    frames, _ = read(pcap_header(version=version) + swapped * 2)
    assert [(frame.octets, frame.original_length) for frame in frames] == [(FIRST, 80)] * 2


def test_a_version_before_2_is_refused() -> None:
    with pytest.raises(UnreadableCapture, match=r"version 1\.2"):
        read(pcap_header(version=(1, 2)) + pcap_record(FIRST))


@pytest.mark.parametrize("cut", [1, 15, 16, 17, 75])
def test_a_file_cut_inside_a_record_is_read_up_to_it(cut: int) -> None:
    frames, facts = read(pcap_header() + pcap_record(SECOND) + pcap_record(FIRST)[:cut])
    assert [frame.octets for frame in frames] == [SECOND]
    assert facts.cut_short
    assert facts.warnings == ("stream: cut short inside frame 2; analyzed up to frame 1",)


def test_a_file_that_ends_between_records_is_whole() -> None:
    _, facts = read(pcap_header() + pcap_record(FIRST))
    assert (facts.cut_short, facts.warnings) == (False, ())


def test_a_capture_without_packets_is_whole() -> None:
    frames, facts = read(pcap_header())
    assert (frames, facts.frames, facts.cut_short) == ([], 0, False)


@pytest.mark.parametrize("length", range(4, FILE_HEADER))
def test_a_file_cut_inside_its_header_is_refused(length: int) -> None:
    with pytest.raises(UnreadableCapture, match="ends inside its file header"):
        read(pcap_header()[:length])


def test_a_record_of_an_impossible_length_ends_the_file() -> None:
    frames, facts = read(pcap_header() + pcap_record(FIRST) + pcap_record(bytes(262_145)) + pcap_record(FIRST))
    assert [frame.octets for frame in frames] == [FIRST]
    assert facts.cut_short
    assert facts.warnings == (
        "stream: broken at frame 2, which claims 262145 octets (possible are 262144); analyzed up to frame 1",
    )


def test_the_longest_possible_record_is_read() -> None:
    frames, facts = read(pcap_header() + pcap_record(bytes(262_144)) + pcap_record(FIRST))
    assert [len(frame.octets) for frame in frames] == [262_144, 60]
    assert not facts.cut_short


def test_a_link_type_with_longer_frames_makes_the_window_grow() -> None:
    long = bytes(range(256)) * 40_000  # 10 MB of D-Bus
    frames, _ = read(pcap_header(link_type=231) + pcap_record(FIRST) + pcap_record(long) + pcap_record(FIRST))
    assert [frame.octets for frame in frames] == [FIRST, long, FIRST]


def test_records_that_straddle_the_window_are_read_whole() -> None:
    records = [bytes([number % 251]) * (1000 + number % 499) for number in range(5000)]  # 6 MB
    frames, _ = read(pcap_header() + b"".join(pcap_record(octets, s=1) for octets in records))
    assert [frame.octets for frame in frames] == records
    assert [frame.ref.frame for frame in frames] == list(range(1, 5001))
