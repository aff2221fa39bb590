"""The rate that a program can take is found, and what is counted is what was sent; of speed this says nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.live import BEGIN, END, RATES, TRIES, Climb, climbed, row
from bench.page import written
from bench.receivers import receivers
from bench.stream import FRAMES_OF_A_TUNNEL, write
from bench.wire import Receiver, Trial, trial
from l2tpscope.analysis import read
from tests.live.networks import needs_network, network
from tests.samples import FOLDER

ONE = Receiver("one", "all", ["one"], int, "1")


def _up_to(limit: int, asked: list[int], most: int = 10**9) -> "list[Trial | None]":
    """What is found of a program that takes so many packets a second, from a sender that can send `most`."""

    def tried(rate: int) -> Trial:
        asked.append(rate)
        reached = min(rate, most)
        return Trial(reached, 1000, 1000 if reached <= limit else 990, 0.01)

    found = climbed(ONE, tried)
    return [found.best, found.too_much]


@pytest.mark.parametrize("limit", [RATES[0], 12_345, RATES[-2]])
def test_the_highest_rate_without_loss_is_found_and_the_next_is_too_much(limit: int) -> None:
    asked: list[int] = []
    best, too_much = _up_to(limit, asked)
    assert best is not None
    assert too_much is not None
    assert best.rate == max(rate for rate in RATES if rate <= limit)
    assert too_much.rate == min(rate for rate in RATES if rate > limit)
    assert len(asked) <= TRIES * 4, "by halving"


def test_who_loses_always_has_no_rate_and_who_never_does_has_the_highest() -> None:
    assert _up_to(1, [])[0] is None
    assert _up_to(10**9, [])[1] is None


def test_a_sender_that_can_send_no_more_ends_the_climb() -> None:
    best, too_much = _up_to(10**9, [], most=90_000)
    assert (best, too_much) == (Trial(90_000, 1000, 1000, 0.01), None)


def test_a_loss_counts_only_when_it_happens_every_time() -> None:
    asked: list[int] = []

    def unlucky_first(rate: int) -> Trial:
        asked.append(rate)
        return Trial(rate, 1000, 1000 if asked.count(rate) > 1 else 999, 0.01)

    assert climbed(ONE, unlucky_first).too_much is None


def test_a_row_says_what_was_measured() -> None:
    best, more = Trial(2000.4, 8000, 8000, 0.4), Trial(5000, 20_000, 19_000, 1)
    assert row(Climb(ONE, best, more)) == "| one | all | 2,000 | 50.0 µs | 5.0 % of 5,000/s |"
    assert row(Climb(ONE, best, None)) == "| one | all | 2,000 | 50.0 µs | no more could be sent |"
    assert row(Climb(ONE, None, more)) == "| one | all | less than 500 |  | 5.0 % of 5,000/s |"
    late = Trial(5000, 20_000, None, 1)
    assert row(Climb(ONE, best, late)) == "| one | all | 2,000 | 50.0 µs | did not end in time at 5,000/s |"
    missing = Receiver("one", "all", ["one"], int, "", "not installed")
    assert row(climbed(missing, lambda _: more)) == "| one | all | | | not installed |"


def test_the_page_has_room_for_the_table() -> None:
    readme = Path("bench/README.md").read_text()
    assert written(readme, "new\n", BEGIN, END) != readme


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("l2tpscope", "12:00 ...\n\n✓ 1 call\nlthere · 12,345 frames · 4 s\n  frame 7: 8 frames\n"),
        ("tcpdump", "12345 packets captured\n12345 packets received by filter\n0 packets dropped by kernel"),
        ("tshark", "| Interval | Frames | Bytes |\n| 0.000 <> 4.002 |  12345 | 58008 |"),
        ("pyshark", "12345 packets, 99 of them L2TP"),
    ],
)
def test_what_each_program_says_is_understood(name: str, said: str) -> None:
    (one,) = (one for one in receivers(Path(sys.executable)) if one.name == name)
    assert one.counted(said) == 12_345
    assert one.counted("") is None


@needs_network
@pytest.mark.slow
def test_what_is_sent_comes_out_and_is_counted() -> None:
    (dump,) = (one for one in receivers(Path(sys.executable)) if one.name == "tcpdump")
    with network() as net:
        came = trial(net, dump, FOLDER / "pap-ok.pcap", 0.5, 1000)
    assert came.sent == 500
    assert came.rate == pytest.approx(1000, rel=0.1)
    assert came.counted is not None
    assert 0 < came.counted < 500, "a few of the sample are none of L2TP"


@pytest.mark.parametrize("stay", [False, True])
def test_a_day_has_calls_that_end_in_order_or_not_at_all(tmp_path: Path, *, stay: bool) -> None:
    path = tmp_path / "day.pcap"
    write(path, 30, stay=stay)
    conversation = read(path).conversation
    assert conversation.counts.frames == 30 * (FRAMES_OF_A_TUNNEL - (4 if stay else 0))
    assert {attempt.ended for attempt in conversation.attempts} == {"still-up" if stay else "normal"}
    assert len(conversation.attempts) == 30


def test_the_day_is_written_to_a_pipe() -> None:
    command = [sys.executable, "-m", "bench.stream", "--tunnels", "2"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout[:4] == b"\xd4\xc3\xb2\xa1"
    assert done.stderr == b""
