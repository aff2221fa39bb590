"""Who dials in, and what it was given."""

import pytest

from l2tpscope.conversation.addresses import address_of, dns_of
from l2tpscope.conversation.callers import client_of
from l2tpscope.conversation.link import Exchange
from l2tpscope.conversation.model import Session, Side
from l2tpscope.views.subscriber import authentication_words, exchange_of, session_line, user_of, with_ppp
from tests.conversation.played import played, tunnel_of
from tests.samples import analysed

CALL = "0 setup\n0.1 call\nend 60"
MUTUAL = """0 setup
0.1 icall
+0.1 <-- LCP ConfReq id=1 auth=chap
+0.1 --> LCP ConfAck
+0.1 --> LCP ConfReq id=1 auth=chap
+0.1 <-- LCP ConfAck
+0.1 <-- CHAP Challenge name=lns
+0.1 --> CHAP Response name=alice
+0.1 <-- CHAP Success
+0.1 --> CHAP Challenge name=alice
+0.1 <-- CHAP Response name=lns
+0.1 --> CHAP Success
end 60"""


def session_of(script: str) -> Session:
    (session,) = tunnel_of(script).sessions
    return session


def test_the_client_proves_who_it_is() -> None:
    session = session_of(CALL)
    assert (client_of(session), user_of(session)) == (Side.INITIATOR, "user")


def test_where_both_prove_it_the_client_is_at_the_lac() -> None:
    session = session_of(MUTUAL)
    assert (client_of(session), user_of(session)) == (Side.INITIATOR, "alice")
    exchange = exchange_of(session)
    assert exchange is not None
    assert exchange.authenticator is Side.RECIPIENT


def test_where_nobody_proves_it_the_client_is_where_the_call_came_in() -> None:
    session = session_of("0 setup\n0.1 <icall\n+0.1 <-- LCP ConfReq\nend 60")
    assert client_of(session) is Side.RECIPIENT
    assert (exchange_of(session), user_of(session)) == (None, None)


def test_a_demand_that_was_refused_makes_nobody_a_client() -> None:
    session = session_of("0 setup\n0.1 icall\nend 60")
    assert client_of(session) is Side.INITIATOR
    link = session_of(CALL).link
    assert link is not None
    link.exchanges = [Exchange("PAP", Side.INITIATOR, result="refused")]
    session.link = link
    assert client_of(session) is Side.INITIATOR


def test_a_name_that_only_the_lac_heard_is_that_of_its_proxy() -> None:
    (session,) = tunnel_of(f"0 setup\n0.1 icall avp=30={b'bob'.hex()}\nend 60").sessions
    assert user_of(session) == "bob"
    (hidden,) = tunnel_of(f"0 setup\n0.1 icall hidden=30={b'bob'.hex()}\nend 60").sessions
    assert user_of(hidden) is None


def test_addresses_are_those_that_the_other_side_acknowledged() -> None:
    session = session_of(CALL)
    assert [address_of(session.link, side) for side in Side] == ["10.0.0.2", "10.0.0.1"]
    unanswered = session_of("0 setup\n0.1 icall\n+0.1 --> IPCP ConfReq addr=10.0.0.9\nend 60")
    assert [address_of(unanswered.link, side) for side in Side] == [None, None]
    assert address_of(session_of("0 setup\n0.1 icall\nend 60").link, Side.INITIATOR) is None


def test_name_servers_of_zeros_are_none() -> None:
    asked = "+0.1 --> IPCP ConfReq hex=81060a0000358306{}\n+0.1 <-- IPCP ConfAck\n"
    for second, servers in (("00000000", ("10.0.0.53",)), ("08080808", ("10.0.0.53", "8.8.8.8"))):
        session = session_of(f"0 setup\n0.1 icall\n{asked.format(second)}end 60")
        assert dns_of(session.link, client_of(session)) == servers


@pytest.mark.parametrize(
    ("exchange", "words"),
    [
        (Exchange("MS-CHAPv2", Side.RECIPIENT, result="success"), "MS-CHAPv2"),
        (Exchange("MS-CHAPv2", Side.RECIPIENT, result="failure", code=691), "MS-CHAPv2 failure 691"),
        (Exchange("PAP", Side.RECIPIENT, result="unanswered"), "PAP unanswered"),
        (Exchange("EAP", Side.RECIPIENT), "EAP begun"),
    ],
)
def test_authentication_is_told_with_what_became_of_it(exchange: Exchange, words: str) -> None:
    assert authentication_words(exchange) == words


def test_a_session_is_told_in_one_line() -> None:
    (tunnel,) = analysed("chap-md5-ok.pcap").conversation.tunnels
    line = (
        "user alice, CHAP-MD5, address 10.99.0.10, peer 10.99.0.1, DNS 10.99.0.1 10.99.0.2, network open, "
        'terminated by the initiator: "User request"'
    )
    assert session_line(tunnel.sessions[0]).text == line
    begun = session_line(session_of("0 setup\n0.1 icall\n+0.1 <-- LCP ConfReq\nend 60"))
    assert begun.text == "LCP not open"


def test_sessions_with_ppp_are_told_the_failed_ones_first() -> None:
    script = "0 setup\n0.1 call\n1 icall s=2\n+0.1 <-- LCP ConfReq s=2\n2 icall s=3\nend 90"
    found = [session_line(session) for session in with_ppp(played(script))]
    assert [(line.index, line.failed) for line in found] == [("1.2", True), ("1.1", False)]


def test_what_happened_before_the_capture_is_not_called_absent() -> None:
    echoes = "0 setup\n0.1 icall\nbegin 1\n2 --> LCP EchoReq\n2.1 <-- LCP EchoRep\n"
    idle, busy = (session_line(session_of(f"{echoes}{more}end 60")) for more in ("", "3 <-- DATA 2\n4 --> DATA 2\n"))
    assert (idle.text, busy.text) == ("set up before the capture", "network open")
    assert (idle.authentication, idle.reached, busy.authentication) == ("", "", "")


def test_that_nobody_demands_a_proof_is_said_once_lcp_is_open() -> None:
    link = "+0.1 --> LCP ConfReq id=1\n+0.1 <-- LCP ConfAck\n+0.1 <-- LCP ConfReq id=1\n"
    begun, opened = (
        session_line(session_of(f"0 setup\n0.1 icall\n{link}{more}end 60")) for more in ("", "+0.1 --> LCP ConfAck\n")
    )
    assert (begun.authentication, begun.reached) == ("", "LCP not open")
    assert (opened.authentication, opened.reached) == ("no authentication", "LCP open")
