"""What is said about single frames."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Side
from l2tpscope.views.margin import Margin, missing_rows
from l2tpscope.views.rows import Entered
from tests.conversation.played import tunnel_of
from tests.views.handmade import HELLO, LAC, LNS, SCCRQ, Script, hello_analysis


def test_findings_states_and_acknowledgments_stand_at_their_frames() -> None:
    analysis = hello_analysis()
    margin = Margin(analysis.conversation.tunnels[0], enumerate(analysis.findings, 1))
    assert margin.findings[FrameRef(0, 11)] == [1]
    assert margin.states[FrameRef(0, 1)] == [Entered(Side.INITIATOR, "wait-ctl-reply")]
    assert margin.states[FrameRef(0, 5)] == [Entered(Side.INITIATOR, "wait-reply", "1.1")]
    assert [delivery.type for delivery in margin.acknowledges[FrameRef(0, 2)]] == [SCCRQ]


def test_who_sends_stopccn_has_closed_and_who_acknowledges_it_too() -> None:
    tunnel = tunnel_of("0 setup\n1 --> StopCCN result=1\n+0.1 <-- ZLB\nend 60")
    closed = [(ref.frame, entered) for ref, all_ in Margin(tunnel, ()).states.items() for entered in all_]
    assert closed[-2:] == [(5, Entered(LAC, "closed")), (6, Entered(LNS, "closed"))]


def test_what_was_not_captured_stands_before_the_first_frame_that_shows_it_was_sent() -> None:
    script = Script()
    script.say(0, LAC, HELLO, 3, 0)
    script.say(1, LNS, None, 0, 6)
    script.say(2, LAC, HELLO, 9, 0)
    script.tunnel.not_captured[LAC] = [2, 4, 5, 7, 8]
    found = [(row.ref.frame, row.sender, row.first, row.last) for row in missing_rows(script.tunnel)]
    assert found == [(1, LAC, 2, 2), (2, LAC, 4, 5), (3, LAC, 7, 8)]


def test_numbers_of_what_was_not_captured_wrap() -> None:
    script = Script()
    script.say(0, LAC, HELLO, 1, 0)
    script.tunnel.not_captured[LAC] = [65535, 65536]
    assert [(row.first, row.last) for row in missing_rows(script.tunnel)] == [(65535, 0)]


def test_copies_stand_at_the_original() -> None:
    script = Script()
    first = script.say(0, LAC, HELLO, 0, 0)
    copy = script.say(0.1, LAC, HELLO, 0, 0)
    copy.duplicate_of = first
    assert Margin(script.tunnel, ()).copies == {first.ref: [copy.ref]}
