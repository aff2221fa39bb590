"""A ring: each file a capture by itself, all of them together the capture, no more of them than wanted."""

import random
from pathlib import Path

import pytest

from l2tpscope.analysis import read
from l2tpscope.errors import UsageError
from l2tpscope.live import ring as rings
from l2tpscope.live.keeping import Keeper
from l2tpscope.live.ring import Ring, RingLimits, ring_limits
from l2tpscope.render.ink import Ink
from l2tpscope.render.text import verdict_text
from l2tpscope.views.summary import summary
from tests.capture.building import pcap_header, pcap_record
from tests.capture.building import read as frames_in
from tests.samples import FOLDER, NAMES

SECOND = 1_000_000_000
# Datagrams in fragments, or captured twice, of which one half lies in one file and the other in the next.
ACROSS_BORDERS = ("outer-fragments.pcap", "fragment-loss.pcap", "any-interface.pcap", "mtu-frag-needed.pcap")


def _kept(ring: Ring, octets: bytes, seed: int = 7) -> list[Path]:
    dice, at = random.Random(seed), 0  # noqa: S311 - sizes of pieces
    while at < len(octets):
        size = dice.choice((1, 7, 300, 4000, 20_000))
        ring.write(memoryview(octets)[at : at + size])
        at += size
    ring.end()
    return sorted(ring.path.parent.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_all_files_together_are_judged_as_the_one(name: str, tmp_path: Path) -> None:
    octets, whole = (FOLDER / name).read_bytes(), read(FOLDER / name)
    if whole.conversation.captures[0].compression is not None:
        pytest.skip("a compressed capture does not come from a capture program")
    limit = max(1, len(octets) // 4000)
    paths = _kept(Ring(tmp_path / "x.pcap", RingLimits(octets=limit * 1000)), octets)
    parts = read(paths)
    assert len(paths) > 1 or len(octets) < 2000
    assert parts.unreadable == ()
    assert [(f.rule, f.attempts) for f in parts.findings] == [(f.rule, f.attempts) for f in whole.findings]
    if name not in ACROSS_BORDERS:
        assert parts.conversation.counts == whole.conversation.counts
        assert [f.occurrences for f in parts.findings] == [f.occurrences for f in whole.findings]
    assert parts.root_causes == whole.root_causes
    assert verdict_text(summary(parts), Ink()).splitlines()[0] == verdict_text(summary(whole), Ink()).splitlines()[0]
    assert [len(frames_in(path.read_bytes())[0]) > 0 for path in paths] == [True] * len(paths)
    assert not any(frames_in(path.read_bytes())[1].cut_short for path in paths)


def _pcap(records: int) -> bytes:
    return pcap_header() + b"".join(pcap_record(bytes(84), s=1_700_000_000 + n) for n in range(records))


def test_a_file_is_the_last_but_one_once_it_has_its_size(tmp_path: Path) -> None:
    paths = _kept(Ring(tmp_path / "x.pcap", RingLimits(octets=1000)), _pcap(25))
    assert [path.name for path in paths] == [
        "x_00001_20231114221320.pcap", "x_00002_20231114221330.pcap", "x_00003_20231114221340.pcap"
    ]  # fmt: skip
    assert [path.stat().st_size for path in paths] == [1024, 1024, 524]


def test_the_oldest_go_and_the_numbers_go_on(tmp_path: Path) -> None:
    ring = Ring(tmp_path / "deep.name", RingLimits(files=2, octets=1000))
    paths = _kept(ring, _pcap(45))
    assert [path.name for path in paths] == ["deep_00004_20231114221350.name", "deep_00005_20231114221400.name"]
    assert str(ring) == f"2 files up to {paths[1]}, {4 * 1024 + 524:,} octets written in all"


def test_a_file_lasts_so_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0]
    monkeypatch.setattr(rings, "monotonic_ns", lambda: clock[0])
    ring, octets = Ring(tmp_path / "x", RingLimits(duration_ns=2 * SECOND)), _pcap(4)
    ring.write(octets[:24])
    for number in range(4):
        ring.write(octets[24 + number * 100 : 124 + number * 100])
        clock[0] += SECOND
    ring.end()
    assert [path.stat().st_size for path in sorted(tmp_path.iterdir())] == [224, 224]


def test_what_is_not_whole_at_the_end_is_kept(tmp_path: Path) -> None:
    octets = _pcap(3)[:-5]
    (path,) = _kept(Ring(tmp_path / "x", RingLimits(octets=1_000_000)), octets)
    assert path.read_bytes() == octets


@pytest.mark.parametrize("octets", [_pcap(3) + b"\xff" * 900 + _pcap(9), b"\x1f\x8b" + bytes(5000)])
def test_what_cannot_be_followed_goes_into_one_file(octets: bytes, tmp_path: Path) -> None:
    ring = Ring(tmp_path / "x", RingLimits(octets=500))
    (path,) = _kept(ring, octets)
    assert path.read_bytes() == octets
    assert ring.trouble is not None
    assert "where frames end is not to be seen" in ring.trouble


def test_where_no_more_can_be_made_what_is_there_stays(tmp_path: Path) -> None:
    folder = tmp_path / "ring"
    folder.mkdir()
    ring, octets = Ring(folder / "x", RingLimits(octets=1000)), _pcap(30)
    ring.write(octets[:1500])
    moved = folder.rename(tmp_path / "moved")
    ring.write(octets[1500:])
    ring.write(octets)
    ring.end()
    assert ring.trouble is not None
    assert "cannot be written (No such file or directory); the files before it stay" in ring.trouble
    assert sum(path.stat().st_size for path in moved.iterdir()) == 1024 + 24 + 400 + 600


def test_a_full_disk_ends_the_keeping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ring, "_open", lambda self, _: setattr(self, "_file", Keeper(Path("/dev/full"))))
    ring = Ring(tmp_path / "x", RingLimits(octets=1000))
    ring.write(_pcap(3))
    ring.end()
    assert ring.trouble is not None
    assert "No space left on device" in ring.trouble


def test_a_place_where_nothing_can_be_made_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="files cannot be made there"):
        Ring(tmp_path / "none" / "x", RingLimits(octets=1000))


def test_limits_are_read_from_their_words() -> None:
    assert ring_limits(["files:5", "filesize:100", "duration:0.5"]) == RingLimits(5, 100_000, SECOND // 2)
    assert ring_limits(["filesize:1"]) == RingLimits(None, 1000, None)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["files:5"], "needs -b filesize:KB or -b duration:S"),
        (["filesize:1", "filesize:2"], "filesize is given twice"),
        (["files:0", "filesize:1"], "it takes files:N"),
        (["files:100000", "filesize:1"], "up to 99,999"),
        (["filesize:0"], "filesize:0"),
        (["filesize:2097153"], "up to 2,097,152"),
        (["duration:0"], "duration:0"),
        (["duration:nan"], "duration:nan"),
        (["duration:inf"], "duration:inf"),
        (["filesize:x"], "filesize:x"),
        (["packets:5"], "it takes files:N"),
        (["filesize"], "filesize:"),
    ],
)
def test_limits_that_are_none_are_refused(words: list[str], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        ring_limits(words)
