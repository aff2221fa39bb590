"""The automaton of RFC 1661 4, for both sides by the frames between them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.link import MOST_REQUESTS, Negotiation, Said
from l2tpscope.conversation.model import SIDES, Address, PppFrame, Side
from l2tpscope.conversation.negotiate import STEPS, lose_link, negotiate
from l2tpscope.wire.ppp.packet import decode_ppp
from tests.conversation.dialled import CCP, IPCP, LCP, OPEN, dialled, sent, states

KNOWN = {"closed", "starting", "stopped", "closing", "stopping", "req-sent", "ack-rcvd", "ack-sent", "opened"}
ASK, ASKED = "+0.1 --> LCP ConfReq id=1\n", "+0.1 <-- LCP ConfReq id=1\n"
AGREE, AGREED = "+0.1 --> LCP ConfAck\n", "+0.1 <-- LCP ConfAck\n"
OTHER = "hex=010405000506a9a9a9a9"
"""MRU 1280 and a magic number that nobody had before."""


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (ASK, ["req-sent", "closed"]),
        (ASK + ASKED, ["req-sent", "req-sent"]),
        (ASK + AGREED, ["ack-rcvd", "ack-sent"]),
        (ASK + AGREED + ASKED, ["ack-rcvd", "ack-sent"]),
        (ASK + ASKED + AGREED, ["ack-rcvd", "ack-sent"]),
        (ASK + ASKED + AGREED + AGREE, ["opened", "opened"]),
        (ASK + AGREED + ASKED + AGREE, ["opened", "opened"]),
        (ASK + "+0.1 <-- LCP ConfNak id=1 hex=01040500\n", ["req-sent", "closed"]),
        (ASKED + AGREE + ASK + "+0.1 <-- LCP ConfRej id=1 hex=010405dc\n", ["ack-sent", "ack-rcvd"]),
        (OPEN + "+1 --> LCP TermReq\n", ["closing", "stopping"]),
        (OPEN + "+1 --> LCP TermReq\n+0.1 <-- LCP TermAck\n", ["closed", "stopped"]),
        (OPEN + "+1 --> LCP TermReq\n+0.1 <-- LCP TermReq\n", ["closing", "closing"]),
        (OPEN + "+1 --> LCP TermReq\n+0.1 <-- LCP TermAck\n+9 --> LCP ConfReq id=9\n", ["req-sent", "stopped"]),
    ],
)
def test_both_sides_are_in_the_states_of_rfc_1661(script: str, expected: list[str]) -> None:
    assert states(dialled(script), LCP) == expected


def test_a_protocol_is_open_once_both_have_acknowledged_each_other() -> None:
    link = dialled(OPEN)
    lcp = link.negotiations[LCP]
    assert lcp.is_open
    assert lcp.opened is not None
    assert (lcp.opened.code, lcp.opened.sender, lcp.opened_ns) == (2, Side.INITIATOR, lcp.opened.time_ns)
    half = dialled(ASK + AGREED + ASKED).negotiations[LCP]
    assert (half.is_open, half.opened, half.opened_ns) == (False, None, None)


def test_the_same_request_sent_again_is_one_that_was_asked_longer() -> None:
    own = dialled("1,4,7 --> LCP ConfReq id=1\n").negotiations[LCP].sides[Side.INITIATOR]
    (asked,) = own.requests
    assert (len(asked.frames), own.sent, asked.answer) == (3, 3, None)


def test_a_nak_names_what_the_peer_wants_and_the_next_request_is_another() -> None:
    script = "+0.1 --> IPCP ConfReq id=1 addr=0.0.0.0\n+0.1 <-- IPCP ConfNak id=1 addr=10.9.9.9\n"
    script += "+0.1 --> IPCP ConfReq id=2 addr=10.9.9.9\n+0.1 <-- IPCP ConfAck\n"
    own = dialled(OPEN + script).negotiations[IPCP].sides[Side.INITIATOR]
    first, second = own.requests
    assert (first.is_naked, first.is_rejected, first.is_acknowledged) == (True, False, False)
    wanted, agreed = first.refusal(3), own.option(3)
    assert wanted is not None
    assert agreed is not None
    assert (wanted.text, agreed.text) == ("10.9.9.9", "10.9.9.9")
    assert second.is_acknowledged


def test_a_reject_is_told_from_a_nak() -> None:
    script = "+0.1 --> CCP ConfReq id=1\n+0.1 <-- CCP ConfRej id=1\n"
    (asked,) = dialled(OPEN + script).negotiations[CCP].sides[Side.INITIATOR].requests
    assert (asked.is_naked, asked.is_rejected) == (False, True)
    assert asked.refusal(18) is not None
    assert asked.refusal(1) is None


def test_whoever_asks_the_same_again_after_the_ack_did_not_get_it() -> None:
    link = dialled(OPEN + "+3 --> LCP ConfReq id=1\n")
    lcp = link.negotiations[LCP]
    (asked,) = lcp.sides[Side.INITIATOR].requests
    assert (len(asked.again), lcp.reopened, lcp.is_open) == (1, [], False)
    assert lcp.opened_ns is not None


def test_another_request_when_open_is_a_new_negotiation() -> None:
    lcp = dialled(OPEN + f"+30 --> LCP ConfReq id=7 {OTHER}\n").negotiations[LCP]
    assert ([frame.identifier for frame in lcp.reopened], lcp.is_open) == ([7], False)
    again = OPEN + f"+30 --> LCP ConfReq id=7 {OTHER}\n{AGREED}+0.1 <-- LCP ConfReq id=8 {OTHER}\n{AGREE}"
    lcp = dialled(again).negotiations[LCP]
    mru = lcp.sides[Side.INITIATOR].option(1)
    assert mru is not None
    assert (mru.number, lcp.is_open) == (1280, True)


def test_an_ack_of_another_identifier_or_with_other_options_is_spoilt() -> None:
    wrong_id = dialled(ASK + sent("<--", LCP, 2, bytes.fromhex("010405dc"), identifier=9))
    (asked,) = wrong_id.negotiations[LCP].sides[Side.INITIATOR].requests
    assert (asked.spoilt is not None, asked.answer, states(wrong_id, LCP)[0]) == (True, None, "req-sent")
    other = dialled(_echoed("01040500"))
    (asked,) = other.negotiations[LCP].sides[Side.INITIATOR].requests
    assert (asked.spoilt is not None, asked.answer) == (True, None)


def test_an_ack_whose_request_was_not_captured_stands_for_it() -> None:
    link = dialled(_echoed("010405dc", asked=False))
    own = link.negotiations[LCP].sides[Side.INITIATOR]
    assert (own.state, [option.text for option in own.agreed or ()]) == ("ack-rcvd", ["1500"])


def test_a_terminate_ack_that_answers_nothing_is_noted_of_network_protocols() -> None:
    script = OPEN + "+0.1 --> IPCP ConfReq id=1\n+0.1 <-- IPCP TermAck id=1\n"
    assert len(dialled(script).negotiations[IPCP].unasked) == 1
    asked = OPEN + "+0.1 --> IPCP TermReq id=1\n+0.1 <-- IPCP TermAck id=1\n"
    assert dialled(asked).negotiations[IPCP].unasked == []


def test_without_its_link_a_protocol_waits_for_it() -> None:
    negotiation = Negotiation(IPCP)
    negotiation.sides[Side.INITIATOR].state = "opened"
    lose_link(negotiation)
    assert [own.state for own in negotiation.sides.values()] == ["starting", "closed"]


def test_the_steps_lead_from_known_states_to_known_states() -> None:
    assert {state for state, _ in STEPS} | set(STEPS.values()) <= KNOWN


def test_requests_without_end_are_kept_up_to_a_limit() -> None:
    negotiation = Negotiation(LCP)
    for number in range(MOST_REQUESTS + 9):
        negotiate(negotiation, said(Side.INITIATOR, 1, number % 256, b"\1\4" + number.to_bytes(2)))
    assert len(negotiation.sides[Side.INITIATOR].requests) == MOST_REQUESTS


def said(sender: Side, code: int, identifier: int, body: bytes, protocol: int = LCP) -> Said:
    octets = bytes((code, identifier)) + (4 + len(body)).to_bytes(2) + body
    frame = PppFrame(FrameRef(0, 1), 0, sender, protocol, code, identifier, octets, Address("192.0.2.1", 1701))
    return Said(frame, decode_ppp(protocol, octets))


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(SIDES),
            st.integers(0, 9),
            st.integers(0, 3),
            st.sampled_from((b"", b"\1\4\5\xdc", b"\1\4\5\0\5\6abcd", b"\1\1", b"\5\6\0\0")),
        ),
        max_size=40,
    ),
    st.sampled_from((LCP, IPCP)),
)
def test_any_packets_in_any_order_leave_known_states(
    packets: list[tuple[Side, int, int, bytes]], protocol: int
) -> None:
    negotiation = Negotiation(protocol)
    for sender, code, identifier, body in packets:
        negotiate(negotiation, said(sender, code, identifier, body, protocol))
        assert {own.state for own in negotiation.sides.values()} <= KNOWN
        assert not negotiation.is_open or states_of(negotiation) == {"opened"}
    asked = sum(code == 1 for _, code, _, _ in packets)
    kept = sum(own.sent for own in negotiation.sides.values())
    assert asked <= kept <= asked + len(SIDES)


def states_of(negotiation: Negotiation) -> set[str]:
    return {own.state for own in negotiation.sides.values()}


def _echoed(options: str, *, asked: bool = True) -> str:
    """A request for an MRU of 1500, answered by an Ack with these options."""
    request = "+0.1 --> LCP ConfReq id=1 hex=010405dc\n" if asked else ""
    return request + sent("<--", LCP, 2, bytes.fromhex(options))


def test_an_ack_that_the_snap_length_cut_still_acknowledges() -> None:
    negotiation = Negotiation(LCP)
    asked = bytes.fromhex("01010012010405780506a1a1a1a10304c023")
    for sender, octets in ((Side.INITIATOR, asked), (Side.RECIPIENT, b"\2" + asked[1:10])):
        frame = PppFrame(FrameRef(0, 1), 0, sender, LCP, octets[0], 1, octets, Address("192.0.2.1", 1701))
        negotiate(negotiation, Said(frame, decode_ppp(LCP, octets)))
    (request,) = negotiation.sides[Side.INITIATOR].requests
    assert (request.is_acknowledged, request.spoilt) == (True, None)
