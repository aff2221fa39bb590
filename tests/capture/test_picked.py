"""Frames are read again by their numbers, and are saved whole or not at all."""

from pathlib import Path

import pytest

from l2tpscope.capture.block import Frame, FrameRef
from l2tpscope.capture.picked import picked, save
from tests.capture.building import enhanced, interface, pcap_header, pcap_record, read, section


def _captures(tmp_path: Path) -> list[str]:
    one, other = tmp_path / "one.pcap", tmp_path / "other.pcapng"
    one.write_bytes(pcap_header() + b"".join(pcap_record(b"%d" % n, s=n) for n in range(1, 10)))
    other.write_bytes(section() + interface(snaplen=77) + enhanced(b"a", 2_500_000) + enhanced(b"b", 1_500_000))
    return [str(one), str(other)]


def test_frames_are_found_by_their_numbers(tmp_path: Path) -> None:
    refs = {FrameRef(0, 2), FrameRef(0, 9), FrameRef(1, 2), FrameRef(0, 10), FrameRef(1, 3)}
    found = list(picked(_captures(tmp_path), refs))
    assert [(frame.ref, frame.octets) for frame in found] == [((0, 2), b"2"), ((0, 9), b"9"), ((1, 2), b"b")]


def test_they_are_saved_by_time_with_their_comments(tmp_path: Path) -> None:
    frames = list(picked(_captures(tmp_path), {FrameRef(0, 2), FrameRef(1, 1), FrameRef(1, 2)}))
    path = tmp_path / "saved.pcapng"
    assert save(path, frames, {FrameRef(1, 1): ["[frame 1] it"]}, "both") == 3
    again, facts = read(path.read_bytes())
    assert [frame.octets for frame in again] == [b"b", b"2", b"a"]
    assert facts.frame_comments == ((3, "[frame 1] it"),)
    assert facts.comments == ("both",)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one.pcap", "other.pcapng", "saved.pcapng"]


def test_what_cannot_be_saved_leaves_the_file_before_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "saved.pcapng"
    path.write_bytes(b"before")
    frame = Frame(FrameRef(0, 1), 1, 1, b"x", 1)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left") as raised:
        save(path, [frame])
    assert raised.value.filename == str(path)
    assert [each.name for each in tmp_path.iterdir()] == ["saved.pcapng"]
    assert path.read_bytes() == b"before"


def test_where_there_is_no_folder_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file") as raised:
        save(tmp_path / "none" / "x.pcapng", [])
    assert raised.value.filename == str(tmp_path / "none" / "x.pcapng")
