"""Events are what a new look says beyond the one before."""

from dataclasses import replace
from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis, read
from l2tpscope.conversation.model import Side
from l2tpscope.live.events import STANDS_NS, Event, Kind, Told, first_frame
from l2tpscope.rules.attempt_unexplained import attempt_unexplained
from l2tpscope.rules.evidence import GIVE_UP_CONTROL_NS
from tests.samples import analysed

CLEAN = "clean-call.pcap"


def _kinds(events: list[Event]) -> list[str]:
    return [event.kind.value if event.phase is None else event.phase for event in events]


def test_a_call_that_comes_and_goes_is_told_step_by_step() -> None:
    news = Told().news(analysed(CLEAN), is_last=True)
    steps = [kind for kind in _kinds(news) if kind != "finding"]
    assert steps == [
        "tunnel-up", "session-up", "lcp", "authentication", "network", "session-end", "tunnel-end"
    ]  # fmt: skip
    times = [event.time_ns for event in news]
    assert times == sorted(times)


def test_of_a_call_that_was_already_up_nothing_is_told_that_no_frame_shows() -> None:
    news = Told().news(analysed("mid-session.pcap"))
    assert [event.phase for event in news if event.kind is Kind.PPP] == ["network"]


def test_what_was_told_is_not_told_again() -> None:
    told = Told()
    assert told.news(analysed(CLEAN), is_last=True)
    assert told.news(analysed(CLEAN), is_last=True) == []


def test_what_is_forgotten_leaves_no_trace() -> None:
    told = Told()
    told.news(analysed(CLEAN))
    told.forget(read([]).conversation)
    assert _kinds(told.news(analysed(CLEAN)))[0] == "tunnel-up"


def _until(name: str, frame: int) -> Analysis:
    return read(Path("sample_captures") / name, count=frame)


def test_an_unanswered_request_is_shown_as_likely_once_it_was_repeated() -> None:
    told, name = Told(), "firewall-drops-1701.pcap"
    kinds = [[event.kind for event in told.news(_until(name, frame))] for frame in range(1, 7)]
    first = analysed(name).conversation.tunnels[0].deliveries[Side.INITIATOR][0].transmissions[1].ref.frame
    assert kinds.index([Kind.PENDING]) == first - 1
    assert sum(each.count(Kind.PENDING) for each in kinds) == 1


def _rules(news: list[Event], kind: Kind) -> list[str]:
    return [event.finding.rule for event in news if event.kind is kind and event.finding is not None]


def test_what_no_peer_states_is_told_once_it_has_stood() -> None:
    told, analysis = Told(), _until("data-plane-dead.pcap", 55)
    assert "lcp-echo-timeout" not in _rules(told.news(analysis), Kind.FINDING)
    analysis.conversation.last_ns += STANDS_NS - 1
    assert told.news(analysis) == []
    analysis.conversation.last_ns += 1
    assert "lcp-echo-timeout" in _rules(told.news(analysis), Kind.FINDING)


def test_a_failure_that_later_frames_refute_is_withdrawn() -> None:
    told = Told()
    assert "lcp-echo-timeout" in _rules(told.news(_until("data-plane-dead.pcap", 55), is_last=True), Kind.FINDING)
    assert _rules(told.news(_until("data-plane-dead.pcap", 56)), Kind.WITHDRAWN) == ["lcp-echo-timeout"]


def test_what_is_explained_in_time_is_never_told() -> None:
    told, name = Told(), "data-plane-dead.pcap"
    news = [event for frame in range(30, 59) for event in told.news(_until(name, frame))]
    assert "lcp-echo-timeout" not in _rules(news, Kind.FINDING)
    assert _rules(news, Kind.WITHDRAWN) == []


def test_the_last_resort_waits_for_what_may_still_be_answered() -> None:
    told, analysis = Told(), _until("lns-restarted.pcap", 68)  # an ICRQ, not acknowledged yet
    (tunnel,) = analysis.conversation.tunnels
    *_, cause = attempt_unexplained(analysis.conversation)
    alone = replace(analysis, findings=(replace(cause, tunnel=tunnel.index, session=None),))
    alone.conversation.last_ns += STANDS_NS
    told.news(alone)
    alone.conversation.last_ns += STANDS_NS
    assert _rules(told.news(alone), Kind.FINDING) == []
    alone.conversation.last_ns += GIVE_UP_CONTROL_NS
    assert _rules(told.news(alone), Kind.FINDING) == ["attempt-unexplained"]


@pytest.mark.parametrize("name", [CLEAN, "mid-session.pcap"])
def test_every_tunnel_has_a_first_frame(name: str) -> None:
    assert all(first_frame(tunnel) is not None for tunnel in analysed(name).conversation.tunnels)
