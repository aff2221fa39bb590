"""Messages in flight."""

from l2tpscope.conversation.model import Ending
from l2tpscope.views.axis import linear
from l2tpscope.views.flight import in_flight
from l2tpscope.views.rates import COLUMNS
from tests.views.handmade import HELLO, LAC, LNS, Script, at, set_up


def test_messages_are_in_flight_until_they_are_acknowledged() -> None:
    script = Script()
    for ns, seconds in enumerate((10, 20, 30)):
        script.say(seconds, LAC, HELLO, ns, 0)
    script.say(50, LNS, None, 0, 3)
    levels = in_flight(script.tunnel, linear(at(0), at(60)))
    assert levels is not None
    assert [(round((begin - at(0)) / 1e9), count) for begin, _, count in levels.steps[LAC]] == [
        (10, 1),
        (20, 2),
        (30, 3),
    ]
    assert levels.steps[LAC][-1][1] - at(50) <= at(60 / COLUMNS) - at(0)
    assert (levels.steps[LNS], levels.highest) == ((), 3)


def test_what_was_never_acknowledged_stays_until_the_tunnel_ends_or_to_the_end() -> None:
    script = Script()
    script.say(10, LNS, HELLO, 0, 0)
    levels = in_flight(script.tunnel, linear(at(0), at(60)))
    assert levels is not None
    assert [(begin, end) for begin, end, _ in levels.steps[LNS]] == [(at(10), at(60))]
    script.tunnel.end = Ending(LNS, None, at(30), gave_up=True)
    levels = in_flight(script.tunnel, linear(at(0), at(60)))
    assert levels is not None
    assert abs(levels.steps[LNS][0][1] - at(30)) <= at(0.25) - at(0)


def test_the_window_that_the_peer_gave_is_told_and_drawn_if_it_is_near() -> None:
    script = Script()
    set_up(script)
    script.tunnel.recipient.receive_window_size = 3
    levels = in_flight(script.tunnel, linear(at(0), at(1)))
    assert levels is not None
    assert levels.words == "at most → 1 of 3, ← 1 of 4"
    assert levels.limits == {LAC: 3, LNS: 4}
    script.tunnel.recipient.receive_window_size = 1024
    levels = in_flight(script.tunnel, linear(at(0), at(1)))
    assert levels is not None
    assert levels.limits == {LNS: 4}
    script.tunnel.beginning_seen = False
    levels = in_flight(script.tunnel, linear(at(0), at(1)))
    assert levels is not None
    assert (levels.words, levels.limits) == ("at most → 1, ← 1", {})


def test_without_messages_there_is_nothing_to_show() -> None:
    assert in_flight(Script().tunnel, linear(0, 1)) is None
