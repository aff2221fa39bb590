"""Timelines as values."""

from l2tpscope.conversation.model import SECOND, Side
from l2tpscope.views.axis import gaps
from l2tpscope.views.timeline import TickKind, overview, timeline
from tests.views.handmade import (
    HELLO,
    LAC,
    LNS,
    Script,
    analysis_of,
    at,
    good_call,
    hello_analysis,
    no_answer_analysis,
    whole,
)


def test_quiet_time_is_folded_and_waiting_is_not() -> None:
    analysis = hello_analysis()
    axis = timeline(analysis, analysis.conversation.tunnels[0]).axis
    (gap,) = gaps(axis)
    assert (gap.begin_ns, gap.end_ns) == (at(0.090), at(60.09))
    assert axis.place(at(0.015)) > 0.05


def test_time_in_which_data_flowed_is_drawn_to_scale() -> None:
    conversation = good_call()
    axis = timeline(analysis_of(conversation), conversation.tunnels[0]).axis
    assert not gaps(axis)
    assert axis.end_ns == at(3.5)


def test_ticks_tell_answered_from_unanswered_and_repeated() -> None:
    script = Script()
    first = script.say(0, LAC, 1, 0, 0)
    script.again(1, first)
    script.say(1.1, LNS, 2, 0, 1)
    script.say(60, LAC, HELLO, 1, 1)
    drawn = timeline(analysis_of(whole([script.tunnel], [], 4, 100)), script.tunnel)
    assert [(tick.sender, tick.kind) for tick in drawn.ticks] == [
        (Side.INITIATOR, TickKind.MESSAGE),
        (Side.INITIATOR, TickKind.AGAIN),
        (Side.RECIPIENT, TickKind.MESSAGE),
        (Side.INITIATOR, TickKind.UNANSWERED),
    ]


def test_data_rates_add_up_to_the_octets_that_were_sent() -> None:
    conversation = good_call()
    drawn = timeline(analysis_of(conversation), conversation.tunnels[0])
    sent = {
        rate.sender: sum((end - begin) * speed / 8 / SECOND for begin, end, speed in rate.steps) for rate in drawn.rates
    }
    assert abs(sent[Side.RECIPIENT] - 900_000) < 900_000 * 0.02
    assert abs(sent[Side.INITIATOR] - 40_000) < 40_000 * 0.02


def test_findings_are_flagged_at_their_first_evidence() -> None:
    analysis = hello_analysis()
    flags = timeline(analysis, analysis.conversation.tunnels[0]).flags
    assert [(flag.number, flag.time_ns) for flag in flags] == [(1, at(60.09)), (2, at(0))]


def test_a_hundred_thousand_messages_are_not_as_many_ticks() -> None:
    script = Script()
    for number in range(5_000):
        script.say(number / 1000, LAC if number % 2 else LNS, HELLO, number // 2, number // 2)
    assert len(timeline(analysis_of(whole([script.tunnel], [], 5_000, 6)), script.tunnel).ticks) < 2_100


def test_the_overview_has_a_lane_for_each_tunnel() -> None:
    lanes = overview(no_answer_analysis()).lanes
    assert [lane.name for lane in lanes] == ["1  192.0.2.10:4711", "2  192.0.2.10:4712", "3  192.0.2.10:4713"]
    assert all(lane.failed for lane in lanes)
