"""Ticks of a timeline."""

from l2tpscope.conversation.model import Side
from l2tpscope.views.axis import linear
from l2tpscope.views.strips import Tick, TickKind
from l2tpscope.views.ticks import MOST, messages
from tests.views.handmade import HELLO, LAC, LNS, Script, at, set_up, set_up_call


def ticks(script: Script, seconds: float, until: float | None = None) -> dict[Side, tuple[Tick, ...]]:
    heard = None if until is None else at(until)
    return {strip.sender: strip.ticks for strip in messages(script.tunnel, linear(at(0), at(seconds)), heard)}


def test_ticks_tell_answered_from_unanswered_and_repeated_and_open() -> None:
    script = Script()
    script.again(1, script.say(0, LAC, 1, 0, 0))
    script.say(1.1, LNS, 2, 0, 1)
    script.say(1.2, LAC, None, 0, 1)
    script.say(60, LAC, HELLO, 1, 1)
    script.say(90, LAC, HELLO, 2, 1)
    kinds = [TickKind.MESSAGE, TickKind.AGAIN, TickKind.ZLB, TickKind.UNANSWERED, TickKind.OPEN]
    assert [tick.kind for tick in ticks(script, 100, 100)[LAC]] == kinds
    assert [tick.kind for tick in ticks(script, 100)[LAC]] == [*kinds[:3], TickKind.MESSAGE, TickKind.MESSAGE]


def test_copies_are_not_drawn_and_ppp_is() -> None:
    script = Script()
    set_up(script)
    set_up_call(script)
    copy = script.say(0.2, LAC, HELLO, 9, 9)
    copy.duplicate_of = script.tunnel.transmissions[0]
    found = ticks(script, 1, 100)
    assert [tick.label for tick in found[LAC]] == ["SCCRQ", "SCCCN", "ICRQ", "ICCN", "LCP Configure-Ack"]
    assert found[LNS][-1] == Tick(at(0.07), TickKind.PPP, "LCP Configure-Request")


def test_those_at_one_place_are_one_tick_that_says_how_many() -> None:
    script = Script()
    set_up(script)
    (tick,) = ticks(script, 1_000)[LAC]
    assert (tick.count, tick.label) == (2, "SCCRQ, SCCCN")


def test_a_hundred_thousand_messages_are_not_as_many_ticks() -> None:
    script = Script()
    for number in range(5_000):
        script.say(number / 1000, LAC if number % 2 else LNS, HELLO, number // 2, number // 2)
    found = ticks(script, 5)
    assert all(len(own) <= MOST for own in found.values())
    assert sum(tick.count for own in found.values() for tick in own) == 5_000
