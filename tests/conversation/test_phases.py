"""The PPP phase that a session reached."""

import pytest

from l2tpscope.conversation.addresses import UNASSIGNED
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


UP = "+0.01 <-- LCP ConfAck\n+0.01 <-- CHAP Success\n"
IPCP = "+0.01 <-- IPCP ConfReq\n+0.01 --> IPCP ConfAck\n+0.01 --> IPCP ConfReq addr={}\n+0.01 <-- IPCP ConfAck\n"


@pytest.mark.parametrize(
    ("after", "phase"),
    [
        ('+0.01 <-- IPCP TermReq id=9 "Unauthorized remote IP address"\n', "authentication"),
        ("+0.01 <-- IPCP TermReq id=9\n+0.01 <-- LCP TermReq id=9\n", "network"),
        ("9 <-- IPCP TermReq id=9\n", "network"),
        ("+0.01 <-- IPCP TermReq id=9\n+0.1 --> IPCP TermAck id=9\n" + IPCP.format("10.0.0.3"), "network"),
    ],
    ids=["taken back", "with all of the link", "later", "and again"],
)
def test_an_ipcp_that_is_taken_back_at_once_does_not_count(after: str, phase: str) -> None:
    script = LCP + UP + IPCP.format("10.0.0.2") + after
    (session,) = tunnel_of(f"0 setup\n0.1 icall\n{script}end 60").sessions
    assert session.phase == phase


def test_an_ipcp_that_gives_no_address_does_not_count_unless_traffic_flows() -> None:
    script = f"0 setup\n0.1 icall\n{LCP}{UP}{IPCP.format(UNASSIGNED)}"
    assert tunnel_of(f"{script}end 60").sessions[0].phase == "authentication"
    assert tunnel_of(f"{script}1 --> DATA 2\n1 <-- DATA 2\nend 60").sessions[0].phase == "network"


OPEN = LCP + "+0.01 <-- LCP ConfAck\n"
DEMANDING = OPEN.replace("<-- LCP ConfReq id=1", "<-- LCP ConfReq id=1 auth=chap")
CHAP = "+0.01 <-- CHAP Challenge\n+0.01 --> CHAP Response\n"
BOTH_WAYS = "+0.01 <-- IPCP ConfReq id=1\n+0.01 --> IPCP ConfAck\n+0.01 --> IPCP ConfReq id=1\n+0.01 <-- IPCP ConfAck\n"


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
        (DEMANDING + CHAP + "+0.01 <-- CHAP Success\n" + BOTH_WAYS, "network"),
    ],
)
def test_the_last_phase_is_the_furthest_that_ppp_entered(ppp: str, phase: str) -> None:
    (session,) = tunnel_of(f"0 setup\n0.1 icall\n{ppp}end 60").sessions
    assert session.link is not None
    assert session.link.last_phase == phase
