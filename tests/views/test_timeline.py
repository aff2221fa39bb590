"""The timeline as values, and its axis."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.conversation.model import SECOND, Side
from l2tpscope.views.axis import Axis, folded, gaps, linear, marks
from l2tpscope.views.timeline import Phase, TickKind, overview, timeline
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

spans = st.tuples(st.integers(0, 10**13), st.integers(0, 10**11)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=30), st.lists(spans, max_size=5))
def test_any_axis_goes_from_left_to_right_without_gaps(
    busy: list[tuple[int, int]], flows: list[tuple[int, int]]
) -> None:
    moments = [moment for one in [*busy, *flows, (0, 1)] for moment in one]
    axis = folded(busy, flows, (min(moments), max(moments)))
    assert axis.pieces[0].left == 0
    assert abs(axis.pieces[-1].right - 1) < 1e-9
    for one, other in zip(axis.pieces, axis.pieces[1:], strict=False):
        assert one.right == other.left
        assert one.end_ns == other.begin_ns
    places = [axis.place(moment) for moment in sorted(moments)]
    assert places == sorted(places)


@given(st.lists(spans, min_size=1, max_size=30))
def test_labels_keep_their_distance(busy: list[tuple[int, int]]) -> None:
    axis = folded(busy, [], (min(begin for begin, _ in busy), max(end for _, end in busy)))
    places = [axis.place(moment) for moment in marks(axis)]
    assert all(other - one > 0.1 for one, other in zip(places, places[1:], strict=False))
    assert len(places) >= 1


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


def test_bars_tell_set_up_establishment_and_waiting() -> None:
    analysis = hello_analysis()
    control, session = timeline(analysis, analysis.conversation.tunnels[0]).lanes
    assert [bar.phase for bar in control.bars] == [Phase.SETTING_UP, Phase.ESTABLISHED, Phase.WAITING]
    assert (control.ending, session.ending, session.failed) == ("StopCCN", "died", True)


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
    assert len(timeline(analysis_of(whole([script.tunnel], [], 5_000, 6)), script.tunnel).ticks) < 4_100


def test_the_overview_has_a_lane_for_each_tunnel() -> None:
    lanes = overview(no_answer_analysis()).lanes
    assert [lane.name for lane in lanes] == ["1  192.0.2.10:4711", "2  192.0.2.10:4712", "3  192.0.2.10:4713"]
    assert all(lane.failed for lane in lanes)


def test_a_moment_outside_the_axis_stands_at_its_edge() -> None:
    axis: Axis = linear(10, 20)
    assert [axis.place(moment) for moment in (5, 15, 99)] == [0, 0.5, 1]
