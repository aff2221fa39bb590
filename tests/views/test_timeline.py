"""The timeline of one tunnel."""

from dataclasses import replace

from l2tpscope.conversation.model import Tunnel
from l2tpscope.views.axis import gaps
from l2tpscope.views.strips import Flag, Lanes, Levels, Messages, Probes, RoundTripTimes, Timeline
from l2tpscope.views.timeline import ONE_WAY, SESSIONS_SHOWN, timeline
from tests.views.handmade import LAC, Script, analysis_of, at, good_call, hello_analysis, set_up, whole


def drawn(tunnel: Tunnel, seconds: float) -> Timeline:
    return timeline(analysis_of(whole([tunnel], [], 1, seconds)), tunnel)


def test_the_strips_go_from_states_to_data() -> None:
    analysis = hello_analysis()
    tunnel = analysis.conversation.tunnels[0]
    picture = timeline(analysis, tunnel)
    assert [type(strip) for strip in picture.strips] == [Lanes, Messages, Messages, Probes, RoundTripTimes, Levels]
    lanes = picture.strips[0]
    assert isinstance(lanes, Lanes)
    assert [(lane.name, lane.failed, lane.anchor) for lane in lanes.lanes] == [
        ("control connection", True, ""),
        ("session 1.1", True, "s1.1"),
    ]
    call = good_call()
    names = [strip.name for strip in timeline(analysis_of(call), call.tunnels[0]).strips if isinstance(strip, Levels)]
    assert names == ["in flight", "data"]


def test_quiet_time_is_folded_and_waiting_is_not() -> None:
    analysis = hello_analysis()
    axis = timeline(analysis, analysis.conversation.tunnels[0]).axis
    (gap,) = gaps(axis)
    assert (gap.begin_ns, gap.end_ns) == (at(0.090), at(60.09))
    assert axis.place(at(0.015)) > 0.05


def test_time_in_which_data_flowed_is_drawn_to_scale() -> None:
    conversation = good_call()
    axis = timeline(analysis_of(conversation), conversation.tunnels[0]).axis
    assert not gaps(axis)[:-1]
    assert axis.place(at(3)) - axis.place(at(0.5)) > 0.2


def test_what_is_still_up_goes_on_to_the_end_of_the_capture() -> None:
    script = Script()
    set_up(script)
    assert drawn(script.tunnel, 60).axis.end_ns == at(60)


def test_data_before_the_first_message_is_in_the_picture() -> None:
    script = Script()
    set_up(script)
    session = script.call(1, 2)
    script.tunnel.beginning_seen = False
    script.traffic((-5, -2), LAC, session, (10, 1_000))
    assert drawn(script.tunnel, 1).axis.begin_ns == at(-5)


def test_findings_are_flagged_at_their_first_evidence() -> None:
    analysis = hello_analysis()
    flags = timeline(analysis, analysis.conversation.tunnels[0]).flags
    assert flags == (
        Flag(at(60.09), 1, "hello-unanswered", grave=True),
        Flag(at(0), 2, "sec-l2tp-cleartext", grave=False),
    )


def test_sessions_are_marked_with_the_findings_that_concern_them() -> None:
    analysis = hello_analysis()
    tunnel = analysis.conversation.tunnels[0]
    first, remark = analysis.findings
    of_session = replace(analysis, findings=(replace(first, session="1.1"), replace(remark, session="1.1")))
    lanes = timeline(of_session, tunnel).strips[0]
    assert isinstance(lanes, Lanes)
    assert [lane.numbers for lane in lanes.lanes] == [(), (1,)]


def test_the_picture_is_told_in_words() -> None:
    analysis = hello_analysis()
    assert timeline(analysis, analysis.conversation.tunnels[0]).description == (
        "Tunnel 192.0.2.10:4711 from lac-ams-1 (192.0.2.10) to lns-fra-1 (198.51.100.77), 1 min 47 s. "
        "Control connection: failed; setting up, established, no answer; ended by → StopCCN 2/6. "
        "Session 1.1: failed; setting up, established; ended by → gave up. "
        "15 control messages, 5 sent again. HELLO: 0 of 1 answered."
    )


def test_of_very_many_sessions_some_are_left_out_and_that_is_said() -> None:
    script = Script()
    set_up(script)
    for number in range(SESSIONS_SHOWN + 5):
        script.call(number + 1, number + 1)
    picture = drawn(script.tunnel, 1)
    lanes = picture.strips[0]
    assert isinstance(lanes, Lanes)
    assert len(lanes.lanes) == 1 + SESSIONS_SHOWN
    assert picture.notes == ("5 more sessions not drawn; failed ones go first.",)


def test_where_one_direction_was_captured_nothing_is_said_of_answers() -> None:
    script = Script()
    script.again(1, script.say(0, LAC, 1, 0, 0))
    conversation = whole([script.tunnel], [], 2, 100)
    conversation.one_direction = True
    picture = timeline(analysis_of(conversation), script.tunnel)
    assert picture.notes == (ONE_WAY,)
    assert [type(strip) for strip in picture.strips] == [Lanes, Messages, Messages]
