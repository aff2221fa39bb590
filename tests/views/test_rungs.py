"""Control messages as rungs."""

from l2tpscope.conversation.model import Side, Tunnel
from l2tpscope.views.ladder import ladder
from l2tpscope.views.margin import Margin
from l2tpscope.views.rows import Entered, Missing, Rung
from l2tpscope.views.rungs import rungs
from l2tpscope.wire.message import Avp
from tests.conversation.played import tunnel_of
from tests.samples import analysed
from tests.views.handmade import (
    HELLO,
    LAC,
    LNS,
    Script,
    analysis_of,
    at,
    hello_analysis,
    set_up,
    whole,
)


def rungs_of(script: Script, seconds: float = 100) -> list[Rung]:
    analysis = analysis_of(whole([script.tunnel], [], script.frame, seconds))
    return [row for row in ladder(analysis, script.tunnel).rows if isinstance(row, Rung)]


def first_of(name: str) -> Tunnel:
    return analysed(name).conversation.tunnels[0]


def test_retransmissions_stand_with_the_first_with_their_back_off() -> None:
    analysis = hello_analysis()
    rows = ladder(analysis, analysis.conversation.tunnels[0]).rows
    (hello,) = [row for row in rows if isinstance(row, Rung) and row.again]
    assert (hello.label, hello.ref.frame, hello.count, hello.unanswered) == ("HELLO", 11, 6, True)
    assert [(one.ref.frame, round(one.step_ns / 1e9)) for one in hello.again] == [
        (12, 1), (13, 2), (14, 4), (15, 8), (16, 16),
    ]  # fmt: skip


def test_a_rung_says_what_it_acknowledges_and_who_changes_state() -> None:
    script = Script()
    set_up(script)
    rungs = rungs_of(script)
    assert [rung.acknowledges for rung in rungs] == [(), ("SCCRQ",), ("SCCRP",), ("SCCCN",)]
    assert rungs[2].states == (Entered(Side.INITIATOR, "established"), Entered(Side.RECIPIENT, "established"))


def test_a_retransmission_stands_with_the_first_whatever_came_in_between() -> None:
    script = Script()
    first = script.say(0, LAC, 1, 0, 0)
    script.again(1, first)
    script.say(1.5, LNS, HELLO, 0, 0)
    script.again(3, first)
    found = [(rung.label, rung.count, [one.time_ns for one in rung.again]) for rung in rungs_of(script)]
    assert found == [("SCCRQ", 3, [at(1), at(3)]), ("HELLO", 1, [])]


def test_acknowledgments_of_the_same_are_one_rung_until_something_new_is_sent() -> None:
    script = Script()
    for seconds in (0, 1):
        script.say(seconds, LNS, None, 0, 1)
    script.say(2, LAC, HELLO, 1, 0)
    script.say(3, LNS, None, 0, 1)
    assert [(rung.label, rung.count) for rung in rungs_of(script)] == [("ZLB", 2), ("HELLO", 1), ("ZLB", 1)]


def test_an_acknowledgment_concerns_the_sessions_whose_messages_it_acknowledges() -> None:
    tunnel = tunnel_of("0 setup\n1 icall\n2 --> HELLO\n+0.1 <-- ZLB\n+0.1 <-- ZLB\nend 3")
    found = [(rung.label, rung.concerns) for rung in rungs(tunnel, None, Margin(tunnel, ()))]
    assert found[3:] == [
        ("ZLB", None),
        ("ICRQ", ("1.1",)),
        ("ICRP", ("1.1",)),
        ("ICCN", ("1.1",)),
        ("ZLB", ("1.1",)),
        ("HELLO", None),
        ("ZLB", None),
    ]


def test_the_ladder_of_a_session_shows_the_stopccn_that_ended_it() -> None:
    tunnel = tunnel_of("0 setup\n1 icall\n2 --> StopCCN result=1\n+0.1 <-- ZLB\nend 3")
    found = rungs(tunnel, tunnel.sessions[0], Margin(tunnel, ()))
    assert [rung.label for rung in found] == ["ICRQ", "ICRP", "ICCN", "ZLB", "StopCCN", "ZLB"]
    assert Entered(LAC, "closed", "1.1") in found[-2].states


def test_a_late_message_says_so() -> None:
    (late,) = [
        row for row in ladder(analysed("path-reorder.pcap"), first_of("path-reorder.pcap")).rows
        if isinstance(row, Rung) and row.late
    ]  # fmt: skip
    assert (late.label, late.numbers, late.marks) == (
        "SCCCN", "Ns=1 Nr=1", ("late: a message with a later Ns came first",),
    )  # fmt: skip


def test_where_one_direction_was_captured_nothing_is_called_unanswered() -> None:
    name = "one-direction.pcap"
    rows = ladder(analysed(name), first_of(name)).rows
    assert [row for row in rows if isinstance(row, Rung) and row.unanswered] == []
    assert [(row.sender, row.first) for row in rows if isinstance(row, Missing)] == [(LNS, 0), (LNS, 1)]


def test_a_text_of_any_length_is_cut() -> None:
    script = Script()
    script.say(0, LAC, 1, 0, 0, avps=(Avp(0, 7, mandatory=True, hidden=False, value=b"x" * 70_000, offset=12),))
    (rung,) = rungs_of(script)
    assert len(rung.text) < 450
    assert rung.text.endswith("(69,605 letters more)")


def test_a_copy_is_a_mark_not_a_rung() -> None:
    script = Script()
    first = script.say(0, LAC, 1, 0, 0)
    copy = script.say(0.001, LAC, 1, 0, 0)
    copy.duplicate_of, copy.delivery = first, None
    del script.tunnel.deliveries[LAC][1]
    (rung,) = rungs_of(script)
    assert rung.marks == ("captured again in frame 2",)
