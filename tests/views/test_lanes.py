"""Lanes of a timeline."""

from dataclasses import replace

import pytest

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.link import Exchange, Negotiation, PppLink, Said, Termination
from l2tpscope.conversation.model import Ending, PppFrame, Session, Side
from l2tpscope.views.lanes import control_lane, ending_words, session_lane
from l2tpscope.views.strips import Bar, Lane, Phase
from l2tpscope.wire.ppp.numbers import CHAP, IPCP, LCP
from l2tpscope.wire.ppp.packet import decode_ppp
from tests.views.handmade import (
    ADDRESSES,
    HELLO,
    LAC,
    LNS,
    SCCRQ,
    Script,
    at,
    good_call,
    hello_analysis,
    no_answer,
    set_up,
)


def phases(lane: Lane) -> list[Phase]:
    return [bar.phase for bar in lane.bars]


def test_bars_tell_set_up_establishment_and_waiting_one_after_the_other() -> None:
    (tunnel,) = hello_analysis().conversation.tunnels
    lane = control_lane(tunnel, (at(0), at(120)), at(120))
    assert lane.bars == (
        Bar(at(0), at(0.015), Phase.SETTING_UP),
        Bar(at(0.015), at(60.09), Phase.ESTABLISHED),
        Bar(at(60.09), at(107.1), Phase.WAITING),
    )
    assert lane.ending == "→ StopCCN 2/6"


def test_what_nobody_ever_answered_waits_from_the_beginning_to_its_end() -> None:
    tunnel = no_answer().tunnels[0]
    lane = control_lane(tunnel, (at(0), at(60)), at(60))
    assert (lane.bars, lane.ending, lane.failed) == ((Bar(at(0), at(31), Phase.WAITING),), "→ gave up", True)


@pytest.mark.parametrize("until", [at(3), None])
def test_where_nobody_can_tell_yet_nothing_is_said_to_have_no_answer(until: int | None) -> None:
    script = Script()
    script.again(1, script.say(0, LAC, SCCRQ, 0, 0))
    assert phases(control_lane(script.tunnel, (at(0), at(3)), until)) == [Phase.SETTING_UP]


def test_a_tunnel_begun_before_the_capture_begins_with_the_picture() -> None:
    script = Script()
    script.say(7, LAC, HELLO, 5, 5)
    script.tunnel.beginning_seen, script.tunnel.first_ns = False, at(7)
    assert control_lane(script.tunnel, (at(2), at(9)), at(9)).bars == (Bar(at(2), at(9), Phase.BEFORE),)


def test_a_session_without_set_up_begins_with_its_data() -> None:
    session = good_call().tunnels[0].sessions[0]
    session.opened_ns = session.established_ns = session.link = None
    session.transmissions.clear()
    (bar,) = session_lane(session, at(4), failed=False).bars
    assert (bar.begin_ns, bar.end_ns) == (at(0.2), at(4))


def test_data_before_the_first_message_of_a_session_begun_before_the_capture_counts_as_well() -> None:
    session = good_call().tunnels[0].sessions[0]
    session.opened_ns, session.established_ns, session.beginning_seen = at(3), None, False
    session.transmissions.clear()
    assert session_lane(session, at(4), failed=False).bars == (Bar(at(0.2), at(4), Phase.BEFORE),)


def test_a_session_without_any_trace_has_no_bar() -> None:
    assert session_lane(Script().call(1, 2), at(4), failed=False).bars == ()


def test_an_ending_says_who_by_what_and_why() -> None:
    end = Ending(LNS, "CDN", 0, result_code=2, error_code=6)
    assert ending_words(end) == "← CDN 2/6"
    assert ending_words(replace(end, sender=LAC, result_code=1, error_code=0)) == "→ CDN 1"
    assert ending_words(replace(end, message=None, result_code=None, error_code=None)) == "← gave up"
    assert ending_words(None) == ""


def frame(seconds: float, sender: Side, protocol: int, code: int) -> PppFrame:
    octets = bytes([code, 1, 0, 4])
    return PppFrame(FrameRef(0, 1), at(seconds), sender, protocol, code, 1, octets, ADDRESSES[sender])


def opened(protocol: int, seconds: float | None) -> Negotiation:
    return Negotiation(protocol, opened_ns=None if seconds is None else at(seconds))


def proof(seconds: float, code: int) -> Exchange:
    verdict = frame(seconds, LNS, CHAP, code)
    return Exchange("CHAP-MD5", LNS, verdict=Said(verdict, decode_ppp(CHAP, verdict.octets)))


def dialled(
    lcp: float | None = 1, *, verdict: Exchange | None = None, ipcp: float | None = None, phase: str | None = None
) -> Session:
    """A call that came up after 0.040 s, with PPP as far as that, ended by a CDN after 9 s."""
    script = Script()
    set_up(script)
    session = script.call(31, 12)
    session.opened_ns, session.established_ns, session.phase = at(0.027), at(0.040), phase
    session.end = Ending(LNS, "CDN", at(9), result_code=1)
    session.link = PppLink(negotiations={LCP: opened(LCP, lcp)}, exchanges=[] if verdict is None else [verdict])
    if ipcp is not None:
        session.link.negotiations[IPCP] = opened(IPCP, ipcp)
    return session


def told(session: Session) -> list[tuple[str, float]]:
    """The phases after the call was set up, with the end of each in seconds."""
    return [(bar.phase, (bar.end_ns - at(0)) / 10**9) for bar in session_lane(session, at(9), failed=False).bars[1:]]


def test_ppp_comes_through_its_phases() -> None:
    session = dialled(verdict=proof(2, 3), ipcp=3, phase="network")
    assert told(session) == [("LCP", 1), ("authentication", 2), ("network protocols", 3), ("established", 9)]
    assert session.link is not None
    session.link.terminations.append(Termination(frame(8, LAC, LCP, 5), LCP, "", None))
    assert told(session)[-2:] == [("established", 8), ("closing", 9)]


def test_ppp_stays_in_the_phase_in_which_it_failed() -> None:
    assert told(dialled(None)) == [("LCP", 9)]
    assert told(dialled(verdict=proof(2, 4), phase="lcp")) == [("LCP", 1), ("authentication", 9)]
    refused = dialled(verdict=proof(2, 3), phase="authentication")
    assert told(refused) == [("LCP", 1), ("authentication", 2), ("network protocols", 9)]
    assert told(dialled(ipcp=3, phase="lcp")) == [("LCP", 1), ("network protocols", 9)]


def test_an_authentication_that_was_refused_in_lcp_has_no_frames() -> None:
    assert told(dialled(None, verdict=Exchange("CHAP-MD5", LNS, result="refused"))) == [("LCP", 9)]


def test_a_network_of_which_nothing_was_captured_is_up_from_the_beginning() -> None:
    assert told(dialled(None, phase="network")) == [("established", 9)]


def test_a_phase_whose_end_was_not_captured_ends_with_the_beginning_of_the_next() -> None:
    assert told(dialled(None, verdict=proof(2, 3), ipcp=3, phase="network")) == [
        ("LCP", 2),
        ("network protocols", 3),
        ("established", 9),
    ]
