"""A clock that is set while the capture goes on fires no timer, and lets nobody be forgotten before the time."""

from io import BytesIO
from itertools import pairwise

import pytest

from l2tpscope.analysis import Analysis, read
from l2tpscope.capture.block import Frame
from l2tpscope.live.events import Event, Kind
from l2tpscope.live.now import FORWARD_NS, LONGEST_WAIT_NS, Now
from l2tpscope.rules.finding import Severity
from l2tpscope.scan.clock import Clock
from tests.hostile import frames_of, pcap_of
from tests.live.sources import at_every_chance, fed

SECOND = 1_000_000_000
HOUR = 3600 * SECOND
QUIET = "clean-call.pcap"
GRAVE = (Severity.FATAL, Severity.DROP)


def _clock(latest_ns: int, last_ns: int | None = None) -> Clock:
    clock = Clock()
    clock.first_ns, clock.latest_ns, clock.last_ns = 0, latest_ns, latest_ns if last_ns is None else last_ns
    return clock


def test_now_is_the_last_frame_and_how_long_it_was_quiet() -> None:
    now = Now()
    assert now.at(Clock(), 0, 5) == 0
    assert now.at(_clock(100 * SECOND), SECOND, 0) == 100 * SECOND
    assert now.at(_clock(100 * SECOND), SECOND, 7 * SECOND) == 107 * SECOND
    assert now.at(_clock(8000 * SECOND), 7901 * SECOND, 0) == 8000 * SECOND, "silence is no step"
    assert now.at(_clock(8000 * SECOND - 1, 8000 * SECOND), 7901 * SECOND, 0) == 8000 * SECOND, "one overtook the other"


def test_after_a_step_back_it_is_as_early_as_the_frames_say() -> None:
    now = Now()
    now.at(_clock(2 * HOUR), 0, 0)
    assert now.at(_clock(HOUR, 2 * HOUR), SECOND, 3 * SECOND) == HOUR + 3 * SECOND


def test_after_a_step_forward_it_goes_on_as_before_until_nobody_waits_any_more() -> None:
    now = Now()
    now.at(_clock(100 * SECOND), 0, 0)
    stepped = 102 * SECOND + HOUR
    assert now.at(_clock(stepped), 2 * SECOND, 0) == 102 * SECOND
    assert now.at(_clock(stepped), 2 * SECOND, 30 * SECOND) == 132 * SECOND
    assert now.at(_clock(stepped), 2 * SECOND, LONGEST_WAIT_NS) == stepped + LONGEST_WAIT_NS
    assert now.stepped_ns(0) == HOUR
    assert now.stepped_ns(stepped + SECOND) == 0
    now.at(_clock(stepped + FORWARD_NS), 3 * SECOND, 0)
    assert now.stepped_ns(0) == 0, "what is small may be a capture that is played faster"


def _stepped(frames: tuple[Frame, ...], at: int, step_ns: int) -> list[Frame]:
    return [frame._replace(time_ns=frame.time_ns + (step_ns if n >= at else 0)) for n, frame in enumerate(frames)]


def _watched(frames: list[Frame], waits_ns: list[int]) -> tuple[list[Event], Analysis]:
    events: list[Event] = []
    return events, fed(frames, lambda news, _: events.extend(news), waits_ns=waits_ns)


@pytest.mark.parametrize("step_ns", [HOUR, -HOUR])
@pytest.mark.parametrize("at", [1, 2, 5, 7, 14, 40])
@pytest.mark.parametrize("name", [QUIET, "chap-md5-ok.pcap"])
def test_no_timer_fires_because_a_clock_was_set(
    name: str, at: int, step_ns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_every_chance(monkeypatch)
    frames = frames_of(name)
    waits_ns = [max(0, b.time_ns - a.time_ns) for a, b in pairwise(frames)]
    stepped = _stepped(frames, at, step_ns)
    events, analysis = _watched(stepped, waits_ns)
    looks = [event for event in events if event.time_ns != analysis.conversation.last_ns]
    told = [event.finding for event in looks if event.kind is Kind.FINDING and event.finding is not None]
    assert [finding.rule for finding in told if finding.severity in GRAVE] == []
    whole = read(BytesIO(pcap_of(stepped, frames[0].link_type)))
    assert [finding.rule for finding in analysis.findings] == [finding.rule for finding in whole.findings]
    assert [tunnel.state for tunnel in analysis.conversation.tunnels] == [
        tunnel.state for tunnel in whole.conversation.tunnels
    ]


@pytest.mark.parametrize("step_ns", [HOUR, -HOUR])
def test_an_answer_that_is_late_is_not_missed_because_a_clock_was_set(
    step_ns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_every_chance(monkeypatch)
    asked, *others = frames_of(QUIET)
    strange = [asked._replace(time_ns=asked.time_ns + step_ns + n * SECOND, octets=bytes(60)) for n in range(1, 11)]
    late = [frame._replace(time_ns=frame.time_ns + step_ns + 10 * SECOND) for frame in others]
    frames = [asked, *strange, *late]
    waits_ns = [SECOND] * 10 + [max(0, b.time_ns - a.time_ns) for a, b in pairwise(frames[10:])]
    events, _ = _watched(frames, waits_ns)
    told = [event.finding for event in events if event.kind is Kind.FINDING and event.finding is not None]
    assert [finding.rule for finding in told if finding.severity in GRAVE] == []


@pytest.mark.parametrize("step_ns", [HOUR, -HOUR])
def test_nobody_is_forgotten_because_a_clock_was_set(step_ns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    frames = list(frames_of(QUIET)[:30])
    waits_ns = [max(0, b.time_ns - a.time_ns) for a, b in pairwise(frames)]
    for after_ns in (SECOND, 101 * SECOND):  # of somebody else
        frames.append(frames[29]._replace(time_ns=frames[29].time_ns + step_ns + after_ns, octets=bytes(60)))
    analysis = fed(frames, lambda *_: None, waits_ns=[*waits_ns, SECOND, 100 * SECOND], keep_ns=1800 * SECOND)
    assert len(analysis.conversation.tunnels) == 1
    assert not any("no longer in memory" in warning for warning in analysis.conversation.captures[0].warnings)
