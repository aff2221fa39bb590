"""A live source ends with the analysis of the file, and tells on the way what the frames so far allow."""

import gc
from pathlib import Path

import pytest

from l2tpscope.conversation.model import Conversation
from l2tpscope.live.events import Event, Kind
from l2tpscope.render.as_json import json_text
from l2tpscope.rules.finding import Severity
from tests.hostile import frames_of
from tests.live.sources import at_every_chance, fed, watched
from tests.samples import NAMES, analysed

FOLDER = Path("sample_captures")
# Looked at many times on their way; the others are larger, or there are two of the kind.
STEPPED = ("clean-call.pcap", "chap-md5-wrong-password.pcap", "lns-restarted.pcap", "several-tunnels.pcap",
           "mid-session.pcap", "firewall-drops-1701.pcap", "outer-fragments.pcap", "tunnel-auth-ok.pcapng")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_at_its_end_a_pipe_says_what_the_file_says(name: str) -> None:
    assert json_text(watched(FOLDER / name)) == json_text(analysed(name))


@pytest.mark.parametrize("name", STEPPED)
def test_looks_on_the_way_change_nothing_at_the_end(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    looks: list[Conversation] = []
    analysis = watched(FOLDER / name, 20, lambda _, seen: looks.append(seen.conversation))
    assert len(looks) > 10
    assert json_text(analysis) == json_text(analysed(name))


@pytest.mark.parametrize("name", STEPPED)
def test_each_thing_is_told_once_and_in_order(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    events: list[Event] = []
    analysis = watched(FOLDER / name, 20, lambda news, _: events.extend(news))
    ups = [event for event in events if event.kind is Kind.TUNNEL_UP]
    ends = [event for event in events if event.kind is Kind.TUNNEL_END]
    tunnels = analysis.conversation.tunnels
    assert len(ups) == sum(one.established_ns is not None or not one.beginning_seen for one in tunnels)
    assert len(ends) == sum(tunnel.end is not None for tunnel in tunnels)
    told = [event.finding.rule for event in events if event.kind is Kind.FINDING and event.finding is not None]
    assert set(told) >= {finding.rule for finding in analysis.findings} - {"pending-at-end"}


def test_a_failure_is_told_before_the_capture_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    found: list[tuple[str, int]] = []

    def tell(news: list[Event], analysis: object) -> None:
        del analysis
        found.extend((e.finding.rule, e.time_ns) for e in news if e.finding and e.finding.severity is Severity.FATAL)

    analysis = watched(FOLDER / "wrong-then-right-password.pcap", 40, tell)
    rule, time_ns = found[0]
    assert rule.startswith("auth-")
    assert time_ns < analysis.conversation.last_ns


# Every frame is looked at many times; of those that are not among these it takes a minute in all.
@pytest.mark.parametrize("name", [n if n in STEPPED else pytest.param(n, marks=pytest.mark.slow) for n in NAMES])
def test_what_was_told_at_any_moment_holds_to_the_end(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    frames = [frame for frame in frames_of(name) if frame.link_type == frames_of(name)[0].link_type]
    events: list[Event] = []
    fed(frames, lambda news, _: events.extend(news))
    assert [event.finding.rule for event in events if event.kind is Kind.WITHDRAWN and event.finding] == []


def test_a_stopped_source_is_judged_as_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("l2tpscope.live.pipe.Pipe.quiet_ns", 60_000_000_000)
    whole = analysed("firewall-drops-1701.pcap").conversation.last_ns
    assert watched(FOLDER / "firewall-drops-1701.pcap").conversation.last_ns == whole, "its end has come"


def test_what_was_in_memory_before_is_not_walked_through_at_every_look(monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    frozen: list[int] = []
    watched(FOLDER / "clean-call.pcap", 10, lambda *_: frozen.append(gc.get_freeze_count()))
    assert len(frozen) > 1
    assert min(frozen) > 0
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()
