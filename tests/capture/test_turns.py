"""Captures read as one: by time, each opened only when its time has come."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.analysis import read
from l2tpscope.capture.turns import Turn, in_turn
from l2tpscope.errors import UnreadableCapture
from tests.capture.building import pcap_header, pcap_record


def merged(*captures: list[int]) -> list[tuple[int, int]]:
    """(time, capture) of numbers that stand for things at these times."""
    starts = [
        (min(times, default=0), lambda place=place, times=times: ((time, place) for time in times))
        for place, times in enumerate(captures)
    ]
    return list(in_turn(starts, lambda thing: thing[0]))


@given(st.lists(st.lists(st.integers(0, 20)).map(sorted), max_size=5))
def test_things_come_by_time_and_then_by_capture(captures: list[list[int]]) -> None:
    assert merged(*captures) == sorted((time, place) for place, times in enumerate(captures) for time in times)


def test_a_capture_whose_clock_runs_back_stays_in_its_own_order() -> None:
    assert merged([5, 1, 6], [2, 5]) == [(2, 1), (5, 0), (1, 0), (5, 1), (6, 0)]


def test_a_capture_is_begun_when_its_first_frame_is_due_and_not_before() -> None:
    begun: list[int] = []

    def begin(first: int) -> Iterator[int]:
        begun.append(first)
        return iter((first, first + 1))

    seen = []
    for time in in_turn([(first, partial(begin, first)) for first in (30, 10, 20)], lambda time: time):
        seen.append(time)
        assert max(begun) <= time
    assert seen == [10, 11, 20, 21, 30, 31]


def capture(folder: Path, name: str, *seconds: int) -> Path:
    path = folder / name
    path.write_bytes(pcap_header() + b"".join(pcap_record(b"frame", s=s) for s in seconds))
    return path


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_turn_knows_its_first_time_and_holds_nothing_open(tmp_path: Path) -> None:
    path = capture(tmp_path, "a.pcap", 7, 8)
    before = open_files()
    turn = Turn(path, 0, is_alone=False)
    assert turn.first_ns == 7_000_000_000
    assert open_files() == before
    with turn.begin() as reader:
        assert [frame.time_ns for block in reader.blocks() for frame in reader.frames(block)][1] == 8_000_000_000


def test_what_cannot_be_opened_twice_begins_at_once_and_is_read_whole() -> None:
    turn = Turn(BytesIO(pcap_header() + pcap_record(b"frame", s=7)), 0, is_alone=False)
    assert turn.first_ns == 0
    with turn.begin() as reader:
        assert sum(len(block.offsets) for block in reader.blocks()) == 1


def test_what_is_no_capture_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no capture")
    with pytest.raises(UnreadableCapture):
        Turn(tmp_path / "text", 0, is_alone=False)


def test_hundreds_of_captures_are_not_open_at_once(tmp_path: Path) -> None:
    import resource  # noqa: PLC0415 - of Unix

    paths = [capture(tmp_path, f"{number}.pcap", number) for number in range(300)]
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_files() + 20, limits[1]))
    try:
        analysis = read(paths)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert analysis.conversation.counts.frames == 300
