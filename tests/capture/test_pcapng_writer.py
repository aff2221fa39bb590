"""What is written is read again the same, by us and by Wireshark's programs; a cut leaves what came before it."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from l2tpscope.capture.block import Frame, FrameRef, Interface
from l2tpscope.capture.pcapng_writer import MOST_TEXT, PcapngWriter
from l2tpscope.version import __version__
from tests.capture.building import read

NANO = 1_000_000_000
TUN = Interface(101, 1_000_000, 0, 0, "tun0")
ETH = Interface(1, NANO, 0, 96, "eth0")
FRAMES = (
    Frame(FrameRef(0, 3), 1_700_000_000_123_456_789, 1, b"x" * 61, 1514, ETH),
    Frame(FrameRef(0, 5), 1_700_000_000_123_456_790, 101, b"\x45" + bytes(19), 20, TUN),
    Frame(FrameRef(0, 9), 1_700_000_001_000_000_000, 1, b"y" * 60, 60, ETH),
    Frame(FrameRef(0, 12), 0, 113, b"", 0),
)
needs_wireshark = pytest.mark.skipif(
    not (shutil.which("tshark") and shutil.which("capinfos")), reason="tshark and capinfos are the second opinion"
)


def _written(frames: tuple[Frame, ...] = FRAMES, comments: tuple[str, ...] = (), comment: str = "") -> bytes:
    stream = io.BytesIO()
    writer = PcapngWriter(stream, comment)
    for frame in frames:
        writer.write(frame, comments)
    return stream.getvalue()


def test_frames_are_read_again_as_they_were() -> None:
    frames, facts = read(_written())
    for number, (found, frame) in enumerate(zip(frames, FRAMES, strict=True), 1):
        assert found.ref.frame == number
        assert found[1:5] == frame[1:5]
    assert [(one.interface.snaplen, one.interface.name) for one in frames if one.interface] == [
        (96, "eth0"), (0, "tun0"), (96, "eth0"), (0, None)
    ]  # fmt: skip
    assert (facts.cut_short, facts.warnings) == (False, ())


def test_comments_are_read_again() -> None:
    _, facts = read(_written(FRAMES[:2], ("one", "zwei Grüße"), "all of it"))
    assert facts.comments == ("all of it",)
    assert facts.frame_comments == ((1, "one"), (1, "zwei Grüße"), (2, "one"), (2, "zwei Grüße"))


@pytest.mark.parametrize("missing", [1, 7, 40])
def test_a_cut_leaves_what_came_before_it(missing: int) -> None:
    whole = _written(FRAMES[:3], ("a comment",))
    frames, facts = read(whole[:-missing])
    assert [frame.octets for frame in frames] == [frame.octets for frame in FRAMES[:2]]
    assert facts.cut_short


def test_what_has_no_end_and_what_moves_the_cursor_is_made_harmless() -> None:
    _, facts = read(_written(FRAMES[:1], ("\x1b[2J\u202ename\nnext \udc80", "é" * 5000, "")))
    hostile, long, empty = (text for _, text in facts.frame_comments)
    assert hostile == "?[2J?name next ?"
    assert long == "é" * ((MOST_TEXT - 3) // 2) + "…"
    assert len(long.encode()) <= MOST_TEXT
    assert empty == ""


def test_times_beyond_the_format_are_its_first_and_last() -> None:
    early, late = (frame._replace(time_ns=ns) for frame, ns in zip(FRAMES, (-5, 1 << 70), strict=False))
    frames, _ = read(_written((early, late)))
    assert [frame.time_ns for frame in frames] == [0, (1 << 64) - 1]


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@needs_wireshark
def test_tshark_and_capinfos_read_it_the_same(tmp_path: Path) -> None:
    path = tmp_path / "written.pcapng"
    path.write_bytes(_written(FRAMES, ("first\x1b", "second"), "why it is here"))
    fields = ("frame.time_epoch", "frame.len", "frame.cap_len", "frame.interface_name", "frame.comment")
    lines = _said("tshark", "-r", str(path), "-T", "fields", *(x for name in fields for x in ("-e", name))).splitlines()
    assert lines[0].split("\t") == ["1700000000.123456789", "1514", "61", "eth0", "first?,second"]
    assert lines[1].split("\t")[:4] == ["1700000000.123456790", "20", "20", "tun0"]
    said = _said("capinfos", str(path))
    assert "Wireshark/... - pcapng" in said or "pcapng" in said
    assert "why it is here" in said
    assert f"l2tpscope {__version__}" in said
    assert "Number of packets:   4" in said
