"""Control messages as rungs."""

from l2tpscope.conversation.model import Side
from l2tpscope.views.ladder import ladder
from l2tpscope.views.rows import Rung
from tests.views.handmade import (
    HELLO,
    LAC,
    LNS,
    Script,
    analysis_of,
    hello_analysis,
    set_up,
    whole,
)


def rungs_of(script: Script, seconds: float = 100) -> list[Rung]:
    analysis = analysis_of(whole([script.tunnel], [], script.frame, seconds))
    return [row for row in ladder(analysis, script.tunnel).rows if isinstance(row, Rung)]


def test_retransmissions_of_one_message_are_one_rung_with_their_back_off() -> None:
    analysis = hello_analysis()
    rows = ladder(analysis, analysis.conversation.tunnels[0]).rows
    (again,) = [row for row in rows if isinstance(row, Rung) and row.again]
    assert (again.label, again.count, again.unanswered) == ("HELLO", 5, True)
    assert [round(step / 1e9) for _, step in again.again] == [1, 2, 4, 8, 16]


def test_a_rung_says_what_it_acknowledges_and_who_changes_state() -> None:
    script = Script()
    set_up(script)
    rungs = rungs_of(script)
    assert [rung.acknowledges for rung in rungs] == [(), ("SCCRQ",), ("SCCRP",), ("SCCCN",)]
    assert rungs[2].states == ((Side.INITIATOR, "established"), (Side.RECIPIENT, "established"))


def test_a_retransmission_after_something_new_has_a_rung_of_its_own() -> None:
    script = Script()
    first = script.say(0, LAC, 1, 0, 0)
    script.again(1, first)
    script.say(1.5, LNS, HELLO, 0, 0)
    script.again(3, first)
    assert [(rung.label, rung.count, len(rung.again)) for rung in rungs_of(script)] == [
        ("SCCRQ", 1, 0),
        ("SCCRQ", 1, 1),
        ("HELLO", 1, 0),
        ("SCCRQ", 1, 1),
    ]


def test_a_copy_is_a_mark_not_a_rung() -> None:
    script = Script()
    first = script.say(0, LAC, 1, 0, 0)
    copy = script.say(0.001, LAC, 1, 0, 0)
    copy.duplicate_of, copy.delivery = first, None
    del script.tunnel.deliveries[LAC][1]
    (rung,) = rungs_of(script)
    assert rung.marks == ("captured 2 times (frames 2)",)


def test_messages_that_were_not_captured_are_marked_on_the_next_one() -> None:
    script = Script()
    script.say(0, LAC, HELLO, 7, 0)
    script.tunnel.not_captured[LAC] = [5, 6]
    assert rungs_of(script)[0].marks == ("before it Ns=5 to 6 were not captured",)
