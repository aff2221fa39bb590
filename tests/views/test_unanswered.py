"""What can be said to have no answer."""

from l2tpscope.views.unanswered import heard_until, is_unanswered
from tests.views.handmade import HELLO, LAC, LNS, Script, at, good_call, whole


def test_only_what_waited_as_long_as_a_sender_waits_has_no_answer() -> None:
    script = Script()
    delivery = script.say(0, LAC, HELLO, 0, 0).delivery
    assert delivery is not None
    assert not is_unanswered(delivery, script.tunnel, at(30.9))
    assert is_unanswered(delivery, script.tunnel, at(31))


def test_a_sender_that_gave_up_had_waited_long_enough() -> None:
    script = Script()
    early, late = (script.say(second, LAC, HELLO, second, 0).delivery for second in (0, 9))
    assert early is not None
    assert late is not None
    script.tunnel.gave_up, script.tunnel.gave_up_ns = LAC, at(5)
    assert is_unanswered(early, script.tunnel, at(10))
    assert not is_unanswered(late, script.tunnel, at(10))
    script.tunnel.gave_up = LNS
    assert not is_unanswered(early, script.tunnel, at(10))


def test_what_was_acknowledged_has_its_answer() -> None:
    script = Script()
    delivery = script.say(0, LAC, HELLO, 0, 0).delivery
    script.say(40, LNS, None, 0, 1)
    assert delivery is not None
    assert not is_unanswered(delivery, script.tunnel, at(100))


def test_nobody_can_tell_of_a_tunnel_of_which_one_side_acknowledges_what_was_not_captured() -> None:
    script = Script()
    script.say(0, LAC, HELLO, 3, 7)
    conversation = whole([script.tunnel], [], 1, 100)
    assert heard_until(conversation, script.tunnel) == conversation.last_ns
    script.tunnel.not_captured[LNS] = [5, 6]
    assert heard_until(conversation, script.tunnel) is None
    script.say(1, LNS, HELLO, 7, 4)
    assert heard_until(conversation, script.tunnel) == conversation.last_ns


def test_nobody_can_tell_from_one_direction() -> None:
    conversation = good_call()
    (tunnel,) = conversation.tunnels
    assert heard_until(conversation, tunnel) == conversation.last_ns
    conversation.one_direction = True
    assert heard_until(conversation, tunnel) is None
    script = Script()
    delivery = script.say(0, LAC, HELLO, 0, 0).delivery
    assert delivery is not None
    assert not is_unanswered(delivery, script.tunnel, None)
