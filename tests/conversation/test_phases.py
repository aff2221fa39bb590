"""The PPP phase that a session reached."""

import pytest

from tests.conversation.played import tunnel_of

LCP = "+0.01 <-- LCP ConfReq id=1\n+0.01 --> LCP ConfReq id=1\n+0.01 --> LCP ConfAck\n"


@pytest.mark.parametrize(
    ("ppp", "phase"),
    [
        ("", None),
        (LCP, None),
        (LCP + "+0.01 <-- LCP ConfAck\n", "lcp"),
        (LCP + "+0.01 <-- LCP ConfAck\n+0.01 <-- CHAP Challenge\n+0.01 --> CHAP Response\n", "lcp"),
        (LCP + "+0.01 <-- LCP ConfAck\n+0.01 <-- CHAP Success\n", "authentication"),
        ("0.5 ppp\n", "network"),
    ],
)
def test_a_phase_is_reached_when_both_sides_have_acknowledged(ppp: str, phase: str | None) -> None:
    (session,) = tunnel_of(f"0 setup\n0.1 icall\n{ppp}end 60").sessions
    assert session.phase == phase


def test_traffic_both_ways_shows_the_network_phase_where_the_negotiation_was_not_captured() -> None:
    (session,) = tunnel_of("0 setup\n0.1 icall\n1 --> DATA 5\n2 <-- DATA 3\nend 60").sessions
    assert session.phase == "network"


OPEN = LCP + "+0.01 <-- LCP ConfAck\n"
DEMANDING = OPEN.replace("<-- LCP ConfReq id=1", "<-- LCP ConfReq id=1 auth=chap")
CHAP = "+0.01 <-- CHAP Challenge\n+0.01 --> CHAP Response\n"
IPCP = "+0.01 <-- IPCP ConfReq id=1\n+0.01 --> IPCP ConfAck\n+0.01 --> IPCP ConfReq id=1\n+0.01 <-- IPCP ConfAck\n"


@pytest.mark.parametrize(
    ("ppp", "phase"),
    [
        ("+0.01 <-- CHAP Challenge\n", "dead"),
        ("+0.01 <-- LCP ConfReq id=1\n", "establish"),
        (LCP, "establish"),
        (OPEN, "network"),
        (DEMANDING, "authenticate"),
        (DEMANDING + CHAP, "authenticate"),
        (DEMANDING + CHAP + "+0.01 <-- CHAP Failure\n", "authenticate"),
        (DEMANDING + CHAP + "+0.01 <-- CHAP Success\n", "network"),
        (DEMANDING + CHAP + "+0.01 <-- CHAP Success\n" + IPCP, "network"),
    ],
)
def test_the_last_phase_is_the_furthest_that_ppp_entered(ppp: str, phase: str) -> None:
    (session,) = tunnel_of(f"0 setup\n0.1 icall\n{ppp}end 60").sessions
    assert session.link is not None
    assert session.link.last_phase == phase
