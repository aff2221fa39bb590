"""Pcapng files: sections, interfaces, clocks, the three kinds of packet block, damage."""

import struct
from itertools import product

import pytest

from l2tpscope.capture.reader import open_capture
from l2tpscope.errors import UnreadableCapture
from tests.capture.building import (
    block,
    enhanced,
    interface,
    obsolete,
    option,
    read,
    section,
    simple,
    statistics,
    trickle,
)

ONE, TWO = b"\x02" * 61, b"\x03" * 1400
CUSTOM_BLOCKS = [0x00000BAD, 0x40000BAD]


def test_sections_of_either_byte_order_follow_one_another_with_their_own_interfaces() -> None:
    capture = b"".join(
        section(order)
        + interface(link_type, order, options=option(9, bytes([resolution]), order))
        + enhanced(ONE, ticks=5, order=order)
        for order, link_type, resolution in (("<", 1, 6), (">", 101, 9), ("<", 113, 3))
    )
    frames, facts = read(capture)
    assert [(frame.ref.frame, frame.link_type, frame.time_ns) for frame in frames] == [
        (1, 1, 5_000),
        (2, 101, 5),
        (3, 113, 5_000_000),
    ]
    assert facts.link_types == ("EN10MB", "RAW", "LINUX_SLL")
    assert not facts.cut_short


@pytest.mark.parametrize("order", ["<", ">"])
def test_each_interface_has_its_own_link_type_and_clock(order: str) -> None:
    nanoseconds = option(9, b"\x09", order) + option(2, b"eth1", order) + option(0, b"", order)
    frames, facts = read(
        section(order)
        + interface(1, order)
        + enhanced(ONE, 1_700_000_000_000_001, order)
        + interface(276, order, options=nanoseconds)
        + enhanced(TWO, 1_700_000_000_000_000_002, order, on=1, original=9000)
        + enhanced(ONE, 1_700_000_000_000_003, order)
    )
    assert [(frame.link_type, frame.time_ns) for frame in frames] == [
        (1, 1_700_000_000_000_001_000),
        (276, 1_700_000_000_000_000_002),
        (1, 1_700_000_000_000_003_000),
    ]
    assert [(frame.octets, frame.original_length) for frame in frames] == [(ONE, 61), (TWO, 9000), (ONE, 61)]
    assert facts.link_types == ("EN10MB", "LINUX_SLL2")


@pytest.mark.parametrize(
    ("resolution", "ticks", "time_ns"),
    [
        (0, 1_700_000_000, 1_700_000_000_000_000_000),
        (3, 1_700_000_000_123, 1_700_000_000_123_000_000),
        (9, 2**64 - 1, 2**64 - 1),  # ticks are unsigned
        (12, 1_999, 1),  # rounded down
        (19, 10**19, 1_000_000_000),
        (127, 2**64 - 1, 0),
        (0x80 | 0, 3, 3_000_000_000),
        (0x80 | 10, 1_025, 1_000_976_562),
        (0x80 | 20, 2**63, 2**63 * 1_000_000_000 // 2**20),
        (0x80 | 30, 3, 2),
        (0x80 | 63, 2**63 + 2**62, 1_500_000_000),
    ],
)
def test_a_resolution_is_a_power_of_ten_or_two(resolution: int, ticks: int, time_ns: int) -> None:
    frames, _ = read(section() + interface(options=option(9, bytes([resolution]))) + enhanced(ONE, ticks))
    assert frames[0].time_ns == time_ns


@pytest.mark.parametrize(("order", "offset_s"), [*product("<>", [5, -5, 2**40, -(2**62)])])
def test_an_offset_counts_in_seconds_and_may_be_negative(order: str, offset_s: int) -> None:
    options = option(14, struct.pack(order + "q", offset_s), order)
    frames, _ = read(section(order) + interface(1, order, options=options) + enhanced(ONE, 7, order))
    assert frames[0].time_ns == offset_s * 1_000_000_000 + 7_000


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_obsolete_packet_block_is_read(order: str) -> None:
    frames, facts = read(
        section(order)
        + interface(1, order)
        + interface(101, order)
        + obsolete(ONE, 2**40 + 1, order, on=1, drops=3)
        + obsolete(TWO, 5, order, drops=0xFFFF)
    )
    assert [(frame.link_type, frame.time_ns, frame.octets) for frame in frames] == [
        (101, (2**40 + 1) * 1000, ONE),
        (1, 5_000, TWO),
    ]
    assert facts.dropped == 3


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_simple_packet_has_the_time_of_the_packet_before_it(order: str) -> None:
    frames, _ = read(
        section(order)
        + interface(113, order)
        + simple(ONE, order)
        + enhanced(TWO, 9, order)
        + simple(ONE, order)
        + simple(TWO, order)
    )
    assert [(frame.time_ns, frame.link_type, frame.octets) for frame in frames] == [
        (0, 113, ONE),
        (9_000, 113, TWO),
        (9_000, 113, ONE),
        (9_000, 113, TWO),
    ]


@pytest.mark.parametrize(
    ("snaplen", "stored", "original", "captured"),
    [(0, 60, 60, 60), (0, 60, 58, 58), (96, 96, 1400, 96), (96, 60, 60, 60), (20, 60, 60, 20), (0, 60, 1400, 60)],
)
def test_what_a_simple_packet_captured_follows_from_snap_length_original_and_room(
    snaplen: int, stored: int, original: int, captured: int
) -> None:
    frames, _ = read(section() + interface(snaplen=snaplen) + simple(TWO[:stored], original=original) + simple(ONE))
    assert (frames[0].octets, frames[0].original_length) == (TWO[:captured], original)
    assert len(frames) == 2


def test_blocks_that_are_no_packets_are_passed_over() -> None:
    others = b"".join(block(kind, bytes(37)) for kind in (4, 7, 8, 11, 0x201, 0x208, 0x7FFFFFFF, 0x80000001))
    frames, facts = read(section() + others + interface() + others + enhanced(ONE) + others + enhanced(TWO) + others)
    assert [(frame.ref.frame, frame.octets) for frame in frames] == [(1, ONE), (2, TWO)]
    assert (facts.frames, facts.cut_short) == (2, False)


@pytest.mark.parametrize("kind", [*CUSTOM_BLOCKS, 9, 0x204, 0x216, 0x221])
def test_a_block_that_wireshark_numbers_takes_a_frame_number(kind: int) -> None:
    frames, facts = read(section() + interface() + enhanced(ONE) + block(kind, bytes(60)) + enhanced(TWO))
    assert [frame.ref.frame for frame in frames] == [1, 3]
    assert facts.frames == 3


def test_the_stated_length_of_a_section_is_not_needed() -> None:
    for length in (-1, 0, 4, 2**62):
        frames, _ = read(section(length=length) + interface() + enhanced(ONE) + enhanced(TWO))
        assert len(frames) == 2


def test_version_1_2_is_read_as_1_0() -> None:
    frames, _ = read(section(version=(1, 2)) + interface() + enhanced(ONE))
    assert len(frames) == 1


@pytest.mark.parametrize("version", [(0, 1), (1, 1), (2, 0)])
def test_a_file_of_an_unknown_version_is_refused(version: tuple[int, int]) -> None:
    with pytest.raises(UnreadableCapture, match=f"unknown version {version[0]}.{version[1]}"):
        read(section(version=version) + interface() + enhanced(ONE))


def test_a_later_section_of_an_unknown_version_ends_the_file_with_a_warning() -> None:
    good = section() + interface() + enhanced(ONE)
    frames, facts = read(good + section(version=(2, 0)) + good)
    assert len(frames) == 1
    assert facts.cut_short
    assert facts.warnings == (
        "stream: broken at frame 2: a section of the unknown version 2.0; analyzed up to frame 1",
    )


def test_an_old_writer_may_leave_the_padding_out_of_the_length() -> None:
    head = struct.pack("<IIIIIII", 6, 93, 0, 0, 7, 61, 61)
    old = head + ONE + bytes(3) + struct.pack("<I", 93)
    frames, _ = read(section() + interface() + enhanced(TWO) + old + enhanced(TWO))
    assert [frame.octets for frame in frames] == [TWO, ONE, TWO]


def test_options_of_packets_are_passed_over_and_the_packets_kept() -> None:
    flags = option(2, b"\x01\x00\x00\x00") + option(0, b"")
    unended = option(2, b"\x01\x00\x00\x00")
    too_long = struct.pack("<HH", 2, 400) + b"abcd"
    frames, facts = read(
        section()
        + interface()
        + b"".join(enhanced(bytes([number]) * 50, options=flags) for number in range(9))
        + enhanced(ONE, options=unended)
        + enhanced(TWO, options=too_long)
        + enhanced(ONE)
    )
    assert [len(frame.octets) for frame in frames] == [50] * 9 + [61, 1400, 61]
    assert not facts.cut_short


BROKEN = {
    "interface": (enhanced(ONE, on=1), "names interface 1, of which there is no description"),
    "room": (enhanced(ONE, captured=80), "claims 80 octets in a block that has room for 64"),
    "limit": (enhanced(bytes(262_145)), "claims 262145 octets"),
    "simple limit": (simple(bytes(262_145)), "claims 262145 octets"),
    "trailer": (enhanced(ONE)[:-4] + b"\x01\x00\x00\x00", "begins with the length 96 and ends with 1"),
    "trailer of another block": (block(77, b"abcd", trailer=12), "begins with the length 16 and ends with 12"),
    "short length": (struct.pack("<III", 77, 8, 8), "claims 8 octets"),
    "huge length": (struct.pack("<III", 77, 0xFFFFFFF0, 0), "claims 4294967280 octets"),
    "zeros": (bytes(40), "claims 0 octets"),
    "short packet": (block(6, bytes(8)), "a packet block of 20 octets"),
    "short obsolete packet": (block(2, bytes(8)), "a packet block of 20 octets"),
    "short simple packet": (block(3, b""), "a packet block of 12 octets"),
    "short section": (struct.pack("<IIII", 0x0A0D0D0A, 16, 0x1A2B3C4D, 16), "a section header of 16 octets"),
    "byte order": (block(0x0A0D0D0A, b"abcdefghijklmnop"), "byte-order magic 61626364"),
    "short interface": (block(1, b"\x01\x00\x00\x00"), "described in 4 octets"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_broken_in_the_middle_is_read_up_to_there(name: str) -> None:
    octets, why = BROKEN[name]
    good = section() + interface() + enhanced(ONE) + enhanced(TWO)
    frames, facts = read(good + octets + enhanced(ONE))
    assert [frame.octets for frame in frames] == [ONE, TWO]
    assert facts.cut_short
    assert facts.warnings[0].startswith("stream: broken at frame 3: ")
    assert why in facts.warnings[0]
    assert facts.warnings[0].endswith("; analyzed up to frame 2")


@pytest.mark.parametrize("cut", [*range(1, 92, 7), 95])
def test_a_file_cut_inside_a_packet_is_read_up_to_it(cut: int) -> None:
    frames, facts = read(section() + interface() + enhanced(TWO) + enhanced(ONE)[:cut])
    assert [frame.octets for frame in frames] == [TWO]
    where = "inside frame 2" if cut >= 8 else "inside a block after frame 1"
    assert facts.warnings == (f"stream: cut short {where}; analyzed up to frame 1",)
    assert facts.cut_short


def test_a_file_cut_inside_another_block_names_the_frame_before_it() -> None:
    _, facts = read(section() + interface() + enhanced(TWO) + statistics(0, 5)[:20])
    assert facts.warnings == ("stream: cut short inside a block after frame 1; analyzed up to frame 1",)


@pytest.mark.parametrize("length", range(4, 28))
def test_a_file_cut_inside_its_section_header_is_refused(length: int) -> None:
    with pytest.raises(UnreadableCapture, match="ends inside its section header"):
        read(section()[:length])


def test_a_long_block_that_nobody_needs_is_skipped_without_keeping_it() -> None:
    attachment = block(0x7FFFFFFF, bytes(9_000_000))
    good = section() + interface() + enhanced(ONE)
    frames, facts = read(good + attachment + enhanced(TWO))
    assert [frame.ref.frame for frame in frames] == [1, 2]
    assert not facts.cut_short
    frames, facts = read(good + attachment[:8_000_000])
    assert (len(frames), facts.cut_short) == (1, True)


def test_a_section_with_too_many_interfaces_ends_the_file() -> None:
    frames, facts = read(section() + interface() * 4096 + enhanced(ONE, on=4095) + interface() + enhanced(TWO))
    assert len(frames) == 1
    assert "more than 4096 interfaces" in facts.warnings[0]


def test_a_link_type_is_named_once() -> None:
    _, facts = read(section() + interface() * 3 + interface(113) + section() + interface())
    assert facts.link_types == ("EN10MB", "LINUX_SLL")


def test_blocks_of_one_kind_are_handed_on_together() -> None:
    kinds = (
        section()
        + interface()
        + (enhanced(b"a") + statistics(0, 1) + enhanced(b"b", options=option(1, b"said")) + block(77, b"abcd")) * 3
        + simple(b"c") * 2
        + interface(101)
        + simple(b"d")
        + obsolete(b"e") * 2
        + block(0x0BAD, bytes(4))
        + obsolete(b"f")
    )
    blocks = [
        (found.layout.kind, len(found.offsets), found.first_frame, len(found.interfaces))
        for found in open_capture(trickle(kinds, [4096])).blocks()
    ]
    assert blocks == [("epb", 6, 1, 1), ("spb", 2, 7, 1), ("spb", 1, 9, 2), ("pb", 2, 10, 2), ("pb", 1, 13, 2)]


def test_interfaces_have_names() -> None:
    reader = open_capture(trickle(section() + interface(options=option(2, b"eth0")) + enhanced(b"a"), [99]))
    (found,) = reader.blocks()
    assert [one.name for one in found.interfaces] == ["eth0"]
