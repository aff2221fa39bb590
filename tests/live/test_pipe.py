"""A pipe is read as it comes, and its reader is called while nothing comes."""

import os

import pytest

from l2tpscope.live import pipe
from l2tpscope.live.pipe import Pipe


@pytest.fixture
def ends() -> tuple[int, int]:
    return os.pipe()


def _read(source: Pipe, room: int = 100) -> bytes:
    view = bytearray(room)
    return bytes(view[: source.readinto(memoryview(view))])


def test_what_comes_within_a_moment_is_read_at_once(ends: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipe, "WAIT_NS", 1_000_000)
    source = Pipe(ends[0], "x")
    os.write(ends[1], b"one")
    assert _read(source) == b"one"
    os.write(ends[1], b"two")
    os.write(ends[1], b"three")
    assert _read(source, 6) == b"twothr"
    assert _read(source) == b"ee"
    os.close(ends[1])
    assert _read(source) == b""
    assert source.trouble is None


def test_the_reader_is_called_before_each_read_and_while_nothing_comes(ends: tuple[int, int]) -> None:
    source, beats = Pipe(ends[0], "x"), []

    def beat() -> None:
        beats.append(source.quiet_ns)
        if len(beats) == 3:
            os.write(ends[1], b"late")

    source.beat = beat
    assert _read(source) == b"late"
    assert len(beats) == 3
    assert beats == sorted(beats)
    assert source.quiet_ns < beats[-1]


def test_a_stopped_pipe_gives_what_it_holds_and_waits_for_nothing(ends: tuple[int, int]) -> None:
    source = Pipe(ends[0], "x")
    os.write(ends[1], b"held")
    source.is_stopped = True
    assert _read(source) == b"held"
    assert _read(source) == b""


def test_who_keeps_the_octets_gets_those_of_each_read(ends: tuple[int, int]) -> None:
    source, kept = Pipe(ends[0], "x"), []
    os.write(ends[1], b"abc")
    assert source.peek(1) == b"a"
    source.keep(lambda octets: kept.append(bytes(octets)))
    os.close(ends[1])
    assert _read(source) == b"a"
    assert _read(source) == b"bc"
    assert b"".join(kept) == b"abc"
    assert _read(source) == b""


def test_a_pipe_that_breaks_says_why(ends: tuple[int, int]) -> None:
    source = Pipe(ends[1], "x")  # its writing end
    source.is_stopped = True
    os.close(ends[0])
    assert _read(source) == b""
    assert source.trouble is not None
