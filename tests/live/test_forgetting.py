"""Memory is bounded: who is long silent goes, floods stay within limits, and what stays is judged as before."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from l2tpscope.analysis import read
from l2tpscope.conversation.listener import Listener
from l2tpscope.live import forgetting, watching
from l2tpscope.live.events import Event, Kind
from l2tpscope.live.forgetting import Forgotten, is_urgent, parting
from l2tpscope.render.as_json import json_text
from tests.hostile import frames_of
from tests.live.sources import at_every_chance, fed, watched
from tests.samples import analysed
from tests.scan.frames import A4, B4, LCP, data, ethernet, ipv4, pcap, udp

FOLDER = Path("sample_captures")
SECOND = 1_000_000_000
STORM = "redial-storm.pcapng"


def test_who_was_silent_for_so_long_goes_with_all_frames() -> None:
    conversation = analysed(STORM).conversation
    left = parting(conversation, Listener(), 64 * SECOND)
    gone = [tunnel for tunnel in conversation.tunnels if tunnel.last_ns < conversation.last_ns - 64 * SECOND]
    assert left.forgotten.tunnels == len(gone)
    assert left.forgotten.calls == sum(len(tunnel.attempts) for tunnel in gone)
    assert left.frames >= {sent.ref for tunnel in gone for sent in tunnel.transmissions}
    assert parting(conversation, Listener(), 10**18).forgotten == Forgotten()


def test_rows_of_those_that_stay_are_one_for_each_flow() -> None:
    conversation = analysed("several-tunnels.pcap").conversation
    rows = list(parting(conversation, Listener(), 10**18).rows())
    before = [row for t in conversation.tunnels for s in t.talking for c in s.sent.values() for row in c.rows]
    assert sum(row.packets for row in rows) == sum(row.packets for row in before)
    assert len({(row.key, row.first_frame) for row in rows}) == len(rows)


def test_of_tunnels_of_which_only_data_is_seen_the_oldest_go_where_they_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = ((A4, B4), (B4, A4))
    frames = [ethernet(ipv4(udp(data(tunnel_id=t)), source=a, destination=b)) for t in (1, 2, 3) for a, b in both]
    conversation = read(BytesIO(pcap(frames))).conversation
    assert [bool(tunnel.transmissions) for tunnel in conversation.tunnels] == [False] * 6
    monkeypatch.setattr(forgetting, "MOST_TUNNELS", 4)
    left = parting(conversation, Listener(), 10**18)
    assert left.forgotten.tunnels == 2
    assert {row.key.tunnel_id for row in left.rows()} == {2, 3}


def _bounds(monkeypatch: pytest.MonkeyPatch, **bounds: int) -> None:
    for name, value in bounds.items():
        monkeypatch.setattr(forgetting, name, value)
        monkeypatch.setattr(watching, name, value, raising=False)


@pytest.mark.parametrize("name", ["clean-call.pcap", "several-tunnels.pcap", "mid-session.pcap", "data-one-way.pcap"])
def test_forgetting_flows_again_and_again_changes_no_finding(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    _bounds(monkeypatch, MOST_FLOWS=0)
    found, whole = watched(FOLDER / name, 20), analysed(name)
    assert [finding.rule for finding in found.findings] == [finding.rule for finding in whole.findings]
    for one, other in zip(found.conversation.tunnels, whole.conversation.tunnels, strict=True):
        assert [s.phase for s in one.sessions] == [s.phase for s in other.sessions]
        for session, known in zip(one.sessions, other.sessions, strict=True):
            for side, count in session.sent.items():
                assert (count.packets, count.octets) == (known.sent[side].packets, known.sent[side].octets)


def test_who_is_forgotten_is_told_and_leaves_the_others_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    events: list[Event] = []
    found = watched(FOLDER / STORM, 30, lambda news, _: events.extend(news), keep_ns=51 * SECOND)
    whole = analysed(STORM).conversation
    stay = {tunnel.name.partition("#")[0] for tunnel in found.conversation.tunnels}
    assert 0 < len(found.conversation.tunnels) < len(whole.tunnels)
    assert stay <= {tunnel.name.partition("#")[0] for tunnel in whole.tunnels}
    (warning,) = found.conversation.captures[0].warnings
    assert "no longer in memory" in warning
    ups = [event for event in events if event.kind is Kind.TUNNEL_UP]
    assert len(ups) == sum(tunnel.established_ns is not None for tunnel in whole.tunnels)


def test_no_more_tunnels_are_followed_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    _bounds(monkeypatch, MOST_TUNNELS=2)
    events: list[Event] = []
    found = watched(FOLDER / STORM, 30, lambda news, _: events.extend(news))
    assert len(found.conversation.tunnels) <= 2
    assert any("no more are followed" in event.text for event in events)
    assert any("no more are followed" in warning for warning in found.conversation.captures[0].warnings)
    assert json.loads(json_text(found))["counts"] == json.loads(json_text(analysed(STORM)))["counts"]


@pytest.mark.parametrize("name", ["clean-call.pcap", "several-tunnels.pcap", "loss20-succeeds.pcap", "long-delay.pcap"])
def test_a_tunnel_with_too_many_messages_goes_on_as_if_the_capture_began_later(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_every_chance(monkeypatch)
    _bounds(monkeypatch, MOST_OF_A_TUNNEL=16)
    assert is_urgent(analysed(name).conversation, Listener())
    found, whole = watched(FOLDER / name, 10), analysed(name)
    longest = max(len(tunnel.transmissions) for tunnel in whole.conversation.tunnels)
    assert max(len(tunnel.transmissions) for tunnel in found.conversation.tunnels) < longest
    assert "older messages" in found.conversation.captures[0].warnings[0]
    grave = {finding.rule for finding in found.findings if finding.severity in {"fatal", "drop", "degraded"}}
    assert grave <= {finding.rule for finding in whole.findings}


def test_of_a_long_call_the_middle_goes_and_it_is_judged_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = analysed("lcp-echo-ignored.pcap").conversation
    session = max((s for t in conversation.tunnels for s in t.talking), key=lambda one: len(one.ppp))
    _bounds(monkeypatch, MOST_OF_A_SESSION=12)
    left = parting(conversation, Listener(), 10**18)
    assert [frame.ref for frame in session.ppp if frame.ref not in left.frames] == [
        frame.ref for frame in session.ppp[:3] + session.ppp[-3:]
    ]
    assert left.forgotten.messages == len(left.frames)


def test_where_all_are_too_many_the_older_messages_go_of_who_has_most(monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = analysed("several-tunnels.pcap").conversation
    sizes = [len(tunnel.transmissions) for tunnel in conversation.tunnels]
    _bounds(monkeypatch, MOST_MESSAGES=sum(sizes) // 2, LEAST_OF_A_TUNNEL=2, LEAST_KEPT_NS=10**18, MOST_OF_A_TUNNEL=64)
    left = parting(conversation, Listener(), 10**18)
    stay = [sum(sent.ref not in left.frames for sent in tunnel.transmissions) for tunnel in conversation.tunnels]
    assert 0 < sum(stay) <= sum(sizes) // 2
    assert all(stay)


def test_calls_without_a_beginning_go_where_there_is_too_much_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    both = ((A4, B4), (B4, A4))
    frames = [ethernet(ipv4(udp(data(LCP, tunnel_id=t)), source=a, destination=b)) for t in (1, 2, 3) for a, b in both]
    conversation = read(BytesIO(pcap(frames))).conversation
    assert len(list(parting(conversation, Listener(), 10**18).rows())) == 6
    _bounds(monkeypatch, MOST_CALLS=2)
    left = parting(conversation, Listener(), 10**18)
    assert sorted(ref.frame for ref in left.frames) == [1, 2, 3, 4], "those that were silent longest"
    assert sorted(row.first_frame for row in left.rows()) == [5, 6]


def test_older_messages_that_go_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    _bounds(monkeypatch, MOST_OF_A_TUNNEL=8)
    events: list[Event] = []
    fed(frames_of("clean-call.pcap"), lambda news, _: events.extend(news))
    told = [event.text for event in events if event.kind is Kind.NOTE]
    assert any("older messages have left it" in text for text in told)
    assert len(told) < 8, "when it is twice as many"
