"""Phases of PPP as rows."""

import pytest

from l2tpscope.views.phases import phase_rows
from tests.conversation.played import tunnel_of
from tests.samples import analysed


def phases(script: str) -> list[tuple[str, str]]:
    return [(row.session, row.name) for row in phase_rows(tunnel_of(script), None)]


def test_a_call_goes_through_all_phases() -> None:
    found = phases("0 setup\n0.1 call\n5 close\nend 60")
    assert found == [("1.1", name) for name in ("Establish", "Authenticate", "Network", "Terminate")]


def test_each_phase_stands_at_the_frame_with_which_it_begins() -> None:
    tunnel = tunnel_of("0 setup\n0.1 call\n5 close\nend 60")
    begun = {frame.ref: (frame.protocol, frame.code) for frame in tunnel.sessions[0].ppp}
    assert [begun[row.ref] for row in phase_rows(tunnel, None)] == [
        (0xC021, 1), (0xC223, 1), (0x8021, 1), (0xC021, 5),
    ]  # fmt: skip


def test_without_authentication_the_network_phase_follows_at_once() -> None:
    script = "0 setup\n0.1 icall\n+0.1 --> LCP ConfReq id=1\n+0.1 <-- LCP ConfReq id=1\n+0.1 --> LCP ConfAck\n"
    assert phases(script + "+0.1 <-- LCP ConfAck\n+0.1 --> IPCP ConfReq\nend 60") == [
        ("1.1", "Establish"), ("1.1", "Network"),
    ]  # fmt: skip


def test_an_ncp_that_asks_before_the_peer_has_proved_who_it_is_begins_nothing() -> None:
    script = "0 setup\n0.1 icall\n+0.1 link\n+0.1 --> LCP ConfReq id=9 hex=0506deadbeef\n"
    assert ("1.1", "Network") not in phases(script + "+0.1 <-- CHAP Challenge\n+0.1 --> IPCP ConfReq\nend 60")


def test_a_new_negotiation_begins_again() -> None:
    script = (
        "0 setup\n0.1 call\n5 --> LCP ConfReq id=9 hex=0506deadbeef\n+0.1 <-- LCP ConfReq id=9 hex=0506deadbeee\nend 60"
    )
    assert phases(script)[-2:] == [("1.1", "Network"), ("1.1", "Establish")]


@pytest.mark.parametrize("session", [0, 1])
def test_only_the_session_that_is_wanted(session: int) -> None:
    tunnel = tunnel_of("0 setup\n0.1 call s=1\n5 call s=2\nend 60")
    wanted = tunnel.sessions[session]
    assert {row.session for row in phase_rows(tunnel, wanted)} == {wanted.index}


def test_a_session_that_was_open_before_the_capture_enters_what_is_seen() -> None:
    tunnel = analysed("mid-session.pcap").conversation.tunnels[0]
    assert [row.name for row in phase_rows(tunnel, None)] == ["Terminate"]
