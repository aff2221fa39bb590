"""PPP of a session as a whole: what is lost with LCP, rejected, echoed, terminated, looped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.links import ECHO_KEPT, settle_link
from l2tpscope.conversation.model import SIDES, Address, PppFrame, Session, Side, Tunnel
from l2tpscope.conversation.phases import settle_phase
from l2tpscope.wire.encode import encode_data
from l2tpscope.wire.ppp.numbers import CHAP, EAP, PAP
from tests.conversation.dialled import CCP, IDS, IPCP, IPV6CP, LCP, OPEN, dialled, session_of, states

NETWORK = "+0.1 --> IPCP ConfReq id=1\n+0.1 <-- IPCP ConfAck\n+0.1 <-- IPCP ConfReq id=1\n+0.1 --> IPCP ConfAck\n"
ENDED = "+5 --> LCP TermReq\n+0.1 <-- LCP TermAck\n"
STATES = {"closed", "starting", "stopped", "closing", "stopping", "req-sent", "ack-rcvd", "ack-sent", "opened"}


def test_a_session_without_ppp_control_frames_has_no_link() -> None:
    assert session_of("1 --> DATA 2\n").link is None


def test_everything_but_echoes_is_kept_decoded() -> None:
    link = dialled(OPEN + "+1 --> LCP EchoReq id=1\n")
    assert [said.packet.name for said in link.said] == ["LCP Configure-Request", "LCP Configure-Ack"] * 2


def test_what_is_whole_in_a_bundle_is_decoded_and_fragments_are_only_counted() -> None:
    lines = []
    for arrow, protocol, code, body in (("<--", IPCP, 1, "03060a000001"), ("-->", IPCP, 2, "03060a000001")):
        packet = protocol.to_bytes(2) + bytes((code, 1, 0, 10)) + bytes.fromhex(body)
        for number, part in ((0xC0000000, packet), (0x80000001, packet[:8]), (0x40000002, packet[8:])):
            message = encode_data(*IDS[arrow], bytes.fromhex("ff03003d") + number.to_bytes(4) + part)
            lines.append(f"+0.1 {arrow} RAW {message.hex()}\n")
    session = session_of(OPEN + "".join(lines))
    assert session.link is not None
    (request,) = session.link.negotiations[IPCP].sides[Side.RECIPIENT].requests
    assert request.is_acknowledged
    assert [(count.packets, count.ppp) for count in session.sent.values()] == [(5, 3), (5, 3)]


def test_when_lcp_ends_the_protocols_above_it_wait_and_remember_that_they_were_open() -> None:
    link = dialled(OPEN + NETWORK + ENDED)
    assert (states(link, LCP), states(link, IPCP)) == (["closed", "stopped"], ["starting", "starting"])
    assert link.opened(IPCP) is not None
    assert not link.negotiations[IPCP].is_open
    assert link.opened(CCP) is None


def test_a_rejected_protocol_stops_at_the_side_that_wanted_it() -> None:
    link = dialled(OPEN + "+0.1 --> CCP ConfReq id=3\n+0.1 <-- LCP ProtRej hex=80fd01030004\n")
    assert states(link, CCP) == ["stopped", "closed"]
    rejected = link.negotiations[CCP].rejected
    assert rejected is not None
    assert rejected.sender is Side.RECIPIENT
    assert IPV6CP not in dialled(OPEN + "+0.1 <-- LCP ProtRej hex=805701010004\n").negotiations


def test_echoes_are_answered_by_their_identifier() -> None:
    echoes = "10 --> LCP EchoReq id=1\n+0.03 <-- LCP EchoRep id=1\n20 --> LCP EchoReq id=2\n30 --> LCP EchoReq id=3\n"
    own = dialled(OPEN + echoes).echoes[Side.INITIATOR]
    assert (own.sent, own.answered, own.rtts_ns) == (3, 1, [(30_000_000, 1)])
    assert [frame.identifier for frame in own.unanswered] == [2, 3]
    later = dialled(OPEN + echoes + "+0.1 <-- LCP EchoRep id=3\n").echoes[Side.INITIATOR]
    assert later.unanswered == []
    assert dialled(OPEN + "9 <-- LCP EchoRep id=5\n").echoes[Side.INITIATOR].answered == 0


def test_a_terminate_request_is_told_once_however_often_it_is_sent() -> None:
    link = dialled(OPEN + '5,8,11 <-- LCP TermReq "Shutdown"\n+0.1 --> LCP TermAck\n')
    (end,) = link.terminations
    assert (end.sender, end.reason, end.windows_error, end.protocol) == (Side.RECIPIENT, "Shutdown", None, LCP)
    assert link.termination is end


def test_the_end_of_a_network_protocol_is_not_that_of_the_link() -> None:
    link = dialled(OPEN + NETWORK + '+1 --> IPCP TermReq "No address"\n')
    assert [end.protocol for end in link.terminations] == [IPCP]
    assert link.termination is None


def test_windows_gives_a_number_for_a_reason() -> None:
    end = dialled(OPEN + "+1 <-- LCP TermReq hex=1a2b3c4d003ccd74000002e6\n").termination
    assert end is not None
    assert end.windows_error == 742
    assert "NO_REMOTE_ENCRYPTION" in end.reason


def test_a_request_that_comes_back_is_a_loop_and_another_magic_number_is_none() -> None:
    asked = "+0.1 --> LCP ConfReq id=1\n"
    assert dialled(asked + "+0.1 <-- LCP ConfReq id=1 hex=010405dc0506a1a1a1a1\n").looped is not None
    assert dialled(asked + "+0.1 <-- LCP ConfReq id=1\n").looped is None
    zero = "LCP ConfReq id=1 hex=050600000000\n"
    assert dialled(f"+0.1 --> {zero}+0.1 <-- {zero}").looped is None


def test_what_a_side_says_of_itself_is_kept_once() -> None:
    ident = "+0.1 --> LCP Ident hex=000000004d535241535635\n"
    assert dialled(OPEN + ident + ident).identified == {Side.INITIATOR: ["MSRASV5"], Side.RECIPIENT: []}


@pytest.mark.parametrize(
    ("end", "result"),
    [("170 --> HELLO\n", "unanswered"), ("+0.1 --> CDN result=1\n", "unanswered"), ("", "unanswered")],
)
def test_a_response_without_a_verdict_is_unanswered_once_its_sender_must_have_given_up(end: str, result: str) -> None:
    (exchange,) = dialled(OPEN + "+0.1 <-- CHAP Challenge\n+0.1 --> CHAP Response\n" + end).exchanges
    assert exchange.result == result


def test_a_response_at_the_end_of_the_capture_may_still_be_answered() -> None:
    (exchange,) = dialled(OPEN + "195 <-- CHAP Challenge\n196 --> CHAP Response\n").exchanges
    assert exchange.result is None


def test_a_demand_that_the_peer_will_not_meet_is_refused() -> None:
    demand = "+0.1 <-- LCP ConfReq id=1 hex=0304c023\n+0.1 --> LCP ConfRej id=1 hex=0304c023\n"
    (exchange,) = dialled(demand).exchanges
    assert (exchange.protocol, exchange.authenticator, exchange.result) == ("PAP", Side.RECIPIENT, "refused")
    met = demand.replace("ConfRej", "ConfNak") + "+0.1 <-- LCP ConfReq id=2 auth=chap\n+0.1 --> LCP ConfAck\n"
    assert dialled(met).exchanges == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(SIDES),
            st.sampled_from((LCP, IPCP, IPV6CP, CCP, PAP, CHAP, EAP, 0xC025, 0x8281)),
            st.integers(0, 13),
            st.integers(0, 2),
            st.one_of(st.binary(max_size=24), st.sampled_from((b"\1\4\5\xdc", b"\3\4\xc0\x23", b"\x80\x21\1\1\0\4"))),
            st.integers(0, 3),
        ),
        max_size=40,
    ),
    st.integers(0, 10**12),
)
def test_any_packets_in_any_order_leave_known_states(
    packets: list[tuple[Side, int, int, int, bytes, int]], last_ns: int
) -> None:
    session = Session(Tunnel(1, 2), 1)
    for number, (sender, protocol, code, identifier, body, missing) in enumerate(packets, 1):
        octets = (bytes((code, identifier)) + (4 + len(body)).to_bytes(2) + body)[: 4 + len(body) - missing]
        address = Address("192.0.2.1", 1701)
        session.ppp.append(PppFrame(FrameRef(0, number), number, sender, protocol, code, identifier, octets, address))
    settle_link(session, last_ns)
    settle_phase(session)
    link = session.link
    assert (link is None) == (packets == [])
    if link is not None:
        assert {own.state for each in link.negotiations.values() for own in each.sides.values()} <= STATES
        assert {each.result for each in link.exchanges} <= {None, "success", "failure", "unanswered", "refused"}
        assert link.last_phase in {"dead", "establish", "authenticate", "network"}
        assert all(own.answered <= own.sent and len(own.unanswered) <= ECHO_KEPT + 1 for own in link.echoes.values())
