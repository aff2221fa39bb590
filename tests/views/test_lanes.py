"""Lanes of a timeline."""

from l2tpscope.views.lanes import Phase, control_lane, session_lane, tunnel_lane
from l2tpscope.views.timeline import timeline
from tests.views.handmade import (
    Script,
    at,
    good_call,
    hello_analysis,
    no_answer_analysis,
)


def test_bars_tell_set_up_establishment_and_waiting() -> None:
    analysis = hello_analysis()
    control, session = timeline(analysis, analysis.conversation.tunnels[0]).lanes
    assert [bar.phase for bar in control.bars] == [Phase.SETTING_UP, Phase.ESTABLISHED, Phase.WAITING]
    assert (control.ending, session.ending, session.failed) == ("StopCCN", "died", True)


def test_what_was_never_established_is_being_set_up_until_its_end() -> None:
    lane = tunnel_lane(no_answer_analysis().conversation.tunnels[0], failed=True)
    assert [bar.phase for bar in lane.bars] == [Phase.SETTING_UP, Phase.WAITING]
    assert (lane.ending, lane.name) == ("died", "1  192.0.2.10:4711")


def test_a_tunnel_begun_before_the_capture_says_so() -> None:
    tunnel = good_call().tunnels[0]
    tunnel.beginning_seen, tunnel.established_ns = False, None
    assert [bar.phase for bar in control_lane(tunnel, at(4)).bars] == [Phase.BEFORE]


def test_a_session_without_set_up_begins_with_its_data() -> None:
    session = good_call().tunnels[0].sessions[0]
    session.opened_ns = session.established_ns = None
    session.transmissions.clear()
    (bar,) = session_lane(session, at(4), failed=False).bars
    assert (bar.begin_ns, bar.end_ns) == (at(0.2), at(4))


def test_a_session_without_any_trace_has_no_bar() -> None:
    script = Script()
    assert session_lane(script.call(1, 2), at(4), failed=False).bars == ()
