"""What is said about single frames."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Side
from l2tpscope.views.margin import Margin
from tests.views.handmade import HELLO, LAC, Script, hello_analysis, set_up


def test_findings_states_and_acknowledgments_stand_at_their_frames() -> None:
    analysis = hello_analysis()
    margin = Margin(analysis.conversation.tunnels[0], enumerate(analysis.findings, 1))
    assert margin.findings[FrameRef(0, 11)] == [1]
    assert margin.states[FrameRef(0, 1)] == [(Side.INITIATOR, "wait-ctl-reply")]
    assert margin.states[FrameRef(0, 5)] == [(Side.INITIATOR, "1.1 wait-reply")]
    assert margin.acknowledges[FrameRef(0, 2)] == ["SCCRQ"]


def test_holes_stand_at_the_message_that_follows_them_across_the_wrap() -> None:
    script = Script()
    set_up(script)
    script.tunnel.not_captured[LAC] = [4, 7, 8, 65535]
    assert Margin(script.tunnel, ()).holes[LAC] == {5: [4], 9: [7, 8], 0: [65535]}


def test_copies_stand_at_the_original() -> None:
    script = Script()
    first = script.say(0, LAC, HELLO, 0, 0)
    copy = script.say(0.1, LAC, HELLO, 0, 0)
    copy.duplicate_of = first
    assert Margin(script.tunnel, ()).copies == {first.ref: [copy.ref]}
