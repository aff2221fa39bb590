"""The reader as a whole: any octets, any cut, any damage, any reads; and as Wireshark's own programs see it."""

import gzip
import io
import random
import subprocess
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from l2tpscope.capture.block import Frame
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.capture.pcap import MAGICS
from l2tpscope.capture.reader import open_capture
from l2tpscope.capture.window import BUFFER_OCTETS
from l2tpscope.errors import UnreadableCapture
from tests.capture.building import (
    block,
    enhanced,
    interface,
    obsolete,
    option,
    pcap_header,
    pcap_record,
    read,
    read_stream,
    section,
    simple,
    statistics,
    trickle,
)

SAMPLES = Path(__file__).parents[2] / "sample_captures"
BEGINNINGS = [b"", *MAGICS, *(pcap_header(magic, order) for magic in (0xA1B2C3D4, 0xA1B2CD34) for order in "<>")]
BEGINNINGS += [section(order) + interface(1, order) for order in "<>"] + [b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd"]

frame_octets = st.binary(max_size=90)
orders = st.sampled_from("<>")


@settings(deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
def test_any_octets_are_refused_or_read(beginning: bytes, rest: bytes) -> None:
    try:
        frames, facts = read(beginning + rest)
    except UnreadableCapture:
        return
    assert len(frames) <= facts.frames <= len(rest) + 1
    assert [frame.ref.frame for frame in frames] == sorted({frame.ref.frame for frame in frames})


class Packet(NamedTuple):
    """What must be read of a packet; `end` is the place behind it in its section."""

    link_type: int
    octets: bytes
    end: int


@st.composite
def sections(draw: st.DrawFn) -> tuple[bytes, list[Packet]]:
    """A section of random blocks, and the packets that must be read of it."""
    order = draw(orders)
    link_types = draw(st.lists(st.sampled_from([0, 1, 101, 113, 276]), min_size=1, max_size=4))
    made = [section(order), *(interface(number, order) for number in link_types)]
    expected = []
    for kind in draw(st.lists(st.sampled_from("eeeeEopsnix"), max_size=30)):
        octets, on = draw(frame_octets), draw(st.integers(0, len(link_types) - 1))
        ticks = draw(st.integers(0, 2**64 - 1))
        if kind == "e":
            made.append(enhanced(octets, ticks, order, on=on))
        elif kind == "E":
            made.append(enhanced(octets, ticks, order, on=on, options=option(draw(st.integers(1, 5)), octets, order)))
        elif kind == "o":
            made.append(obsolete(octets, ticks, order, on=on))
        elif kind == "s":
            made.append(simple(octets, order))
            on = 0
        else:
            made.append(statistics(on, 1, order) if kind == "i" else block(ord(kind) << 8, octets, order))
            continue
        expected.append(Packet(link_types[on], octets, sum(map(len, made))))
    return b"".join(made), expected


captures = st.lists(sections(), min_size=1, max_size=4)


@settings(deadline=None)
@given(captures)
def test_every_packet_of_every_section_is_read_once_and_in_order(
    made: list[tuple[bytes, list[Packet]]],
) -> None:
    frames, facts = read(b"".join(octets for octets, _ in made))
    expected = [packet for _, packets in made for packet in packets]
    assert [(frame.link_type, frame.octets) for frame in frames] == [packet[:2] for packet in expected]
    assert [frame.ref.frame for frame in frames] == list(range(1, len(expected) + 1))
    assert (facts.frames, facts.cut_short) == (len(expected), False)


@settings(deadline=None)
@given(captures, st.integers(0, 10_000))
def test_a_pcapng_cut_anywhere_gives_the_frames_before_the_cut(
    made: list[tuple[bytes, list[Packet]]], cut: int
) -> None:
    whole, ends = b"", []
    for octets, packets in made:
        ends += [len(whole) + packet.end for packet in packets]
        whole += octets
    _before_the_cut(whole, ends, cut % len(whole))


@settings(deadline=None)
@given(st.integers(0, 100_000))
@example(23)
@example(24)
@example(39)
def test_a_real_capture_cut_anywhere_gives_the_frames_before_the_cut(cut: int) -> None:
    whole = (SAMPLES / "clean-call.pcap").read_bytes()
    _before_the_cut(whole, _ends(read(whole)[0]), cut % len(whole))


def _ends(frames: list[Frame]) -> list[int]:
    """The place behind each record of a pcap."""
    return list(accumulate((16 + len(frame.octets) for frame in frames), initial=24))[1:]


def _before_the_cut(whole: bytes, ends: list[int], cut: int) -> None:
    try:
        kept, facts = read(whole[:cut])
    except UnreadableCapture:
        assert cut < 28
        return
    assert kept == read(whole)[0][: sum(end <= cut for end in ends)]
    assert facts.cut_short or cut in ends or len(kept) == facts.frames


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 23_000), st.integers(1, 255), st.sampled_from([1, 4]))
def test_a_real_capture_damaged_anywhere_is_read_up_to_there_at_least(
    seed: int, at: int, flip: int, length: int
) -> None:
    whole = bytearray((SAMPLES / "clean-call.pcap").read_bytes())
    at = at % (len(whole) - 28) + 24
    frames, _ = read(bytes(whole))
    sound = sum(end <= at for end in _ends(frames))
    damage = random.Random(seed)  # noqa: S311 (no secret)
    for place in range(at, at + length):
        whole[place] ^= flip if place == at else damage.randrange(256)
    kept, facts = read(bytes(whole))
    assert kept[:sound] == frames[:sound]
    assert len(kept) == facts.frames


@settings(deadline=None)
@given(captures, st.lists(st.integers(1, 100), min_size=1, max_size=5), st.sampled_from([1, 50, BUFFER_OCTETS]))
def test_odd_reads_give_the_same_frames_and_facts(
    made: list[tuple[bytes, list[Packet]]], steps: list[int], fill: int
) -> None:
    whole = b"".join(octets for octets, _ in made)
    for octets in (whole, whole[: len(whole) * 2 // 3]):
        assert _outcome_of(octets, steps, fill) == _outcome(octets)


def _outcome(octets: bytes) -> tuple[list[Frame], CaptureFacts] | str:
    try:
        return read(octets)
    except UnreadableCapture as refusal:
        return str(refusal)


def _outcome_of(octets: bytes, steps: list[int], fill: int) -> tuple[list[Frame], CaptureFacts] | str:
    try:
        return read_stream(trickle(octets, steps), fill)
    except UnreadableCapture as refusal:
        return str(refusal)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([1, 7, 4096]), st.binary(max_size=300))
def test_pcap_records_do_not_depend_on_the_reads(step: int, octets: bytes) -> None:
    whole = pcap_header() + pcap_record(octets, s=1) * 20 + octets[:17]
    assert _outcome_of(whole, [step], 1) == _outcome(whole)


def test_a_block_is_handed_on_once() -> None:
    reader = open_capture(io.BytesIO(pcap_header() + pcap_record(b"a")))
    assert len(list(reader.blocks())) == 1
    assert list(reader.blocks()) == []


def test_a_reader_that_is_closed_early_has_the_facts_so_far() -> None:
    capture = section() + interface() + statistics(0, 7) + enhanced(b"a") + simple(b"b")
    with open_capture(io.BytesIO(capture)) as reader:
        next(reader.blocks())
    assert (reader.facts.dropped, reader.facts.frames, reader.facts.cut_short) == (7, 1, False)


def test_a_reader_can_warn() -> None:
    reader = open_capture(io.BytesIO(pcap_header()))
    reader.warn("the clock runs backwards")
    assert reader.facts.warnings == ("the clock runs backwards",)


# ---------------------------------------------------------------- as Wireshark's own programs see it


def _witnessed(tshark: str, path: Path) -> list[tuple[int, int, int, int]]:
    """Number, time (ns), captured and original length of every frame, as tshark reads them."""
    fields = [word for field in ("number", "time_epoch", "cap_len", "len") for word in ("-e", f"frame.{field}")]
    lines = subprocess.run(
        [tshark, "-n", "-r", path, "-T", "fields", *fields], capture_output=True, text=True, check=True
    )
    rows = (line.split("\t") for line in lines.stdout.splitlines())
    return [(int(row[0]), int(Decimal(row[1]) * 10**9), int(row[2]), int(row[3])) for row in rows]


def _ours(path: Path) -> list[tuple[int, int, int, int]]:
    reader = open_capture(path)
    frames = [frame for found in reader.blocks() for frame in reader.frames(found)]
    assert not reader.facts.warnings
    return [(frame.ref.frame, frame.time_ns, len(frame.octets), frame.original_length) for frame in frames]


def _edited(tshark: str, *arguments: str | Path) -> None:
    editcap = Path(tshark).with_name("editcap")
    subprocess.run([editcap, *arguments], check=True, capture_output=True)


@pytest.mark.parametrize("form", ["pcap", "nsecpcap", "modpcap", "pcapng"])
def test_what_editcap_writes_is_read_as_tshark_reads_it(tshark: str, tmp_path: Path, form: str) -> None:
    made = tmp_path / "made"
    _edited(tshark, "-F", form, "-s", "90", SAMPLES / "any-interface.pcap", made)
    expected = _witnessed(tshark, made)
    assert len(expected) > 50
    assert _ours(made) == expected
    assert read(made.read_bytes())[1].link_types == ("LINUX_SLL2",)


def test_what_gzip_packs_is_read_as_tshark_reads_it(tshark: str, tmp_path: Path) -> None:
    plain, packed = tmp_path / "made", tmp_path / "packed"
    _edited(tshark, "-F", "pcapng", SAMPLES / "clean-call.pcap", plain)
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert _ours(packed) == _witnessed(tshark, packed)


def test_sections_interfaces_and_comments_made_by_mergecap_and_editcap_are_read(tshark: str, tmp_path: Path) -> None:
    merged, commented, joined = tmp_path / "merged", tmp_path / "commented", tmp_path / "joined"
    mergecap = Path(tshark).with_name("mergecap")
    sources = [SAMPLES / "any-interface.pcap", SAMPLES / "clean-call.pcap"]
    subprocess.run([mergecap, "-w", merged, *sources], check=True, capture_output=True)
    _edited(tshark, "-a", "3:evidence", "-a", "5:more", "--capture-comment", "two places", merged, commented)
    joined.write_bytes(commented.read_bytes() + merged.read_bytes())
    assert _ours(joined) == _witnessed(tshark, joined)
    reader = open_capture(joined)
    for found in reader.blocks():
        assert len(found.interfaces) == 2
    assert reader.facts.frame_comments == ((3, "evidence"), (5, "more"))
    assert "two places" in reader.facts.comments


@pytest.mark.slow
def test_every_sample_capture_is_read_as_tshark_reads_it(tshark: str) -> None:
    for path in sorted(SAMPLES.glob("*.pcap*")):
        if not path.name.endswith(".zst"):  # which tshark 4.0 may be built without
            assert _ours(path) == _witnessed(tshark, path), path.name
