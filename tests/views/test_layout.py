"""The layout that all forms of a ladder share."""

from dataclasses import replace

from l2tpscope.views.ladder import Ladder, ladder
from l2tpscope.views.layout import (
    Times,
    acknowledged_words,
    again_words,
    amounts,
    direction,
    end_names,
    entered_by,
    entered_by_both,
    gap_words,
    legend,
    lines,
)
from l2tpscope.views.rows import Again, Calm, Missing, Omitted, Phase, Quiet, Rung, Traffic
from tests.conversation.played import played
from tests.samples import analysed
from tests.views.handmade import LAC, LNS, analysis_of, hello_analysis

SECOND = 1_000_000_000
REF = hello_analysis().conversation.tunnels[0].transmissions[0].ref


def of(script: str, session: int | None = None) -> Ladder:
    analysis = analysis_of(played(script))
    tunnel = analysis.conversation.tunnels[0]
    return ladder(analysis, tunnel, None if session is None else tunnel.sessions[session])


def test_each_row_has_the_states_that_its_sides_have_reached() -> None:
    found = [tuple(line.states.values()) for line in lines(of("0 setup\n1 stop\nend 2"))]
    assert found == [
        ("wait-ctl-reply", "idle"),
        ("wait-ctl-reply", "wait-ctl-conn"),
        ("established", "wait-ctl-conn"),
        ("established", "established"),
        ("closed", "established"),
        ("closed", "closed"),
    ]


def test_the_ladder_of_a_session_shows_its_states_and_not_those_of_the_tunnel() -> None:
    found = [tuple(line.states.values()) for line in lines(of("0 setup\n1 icall\nend 2", 0))]
    assert found == [
        ("wait-reply", "idle"),
        ("wait-reply", "wait-connect"),
        ("established", "wait-connect"),
        ("established", "established"),
    ]


def test_what_began_before_the_capture_begins_as_established() -> None:
    shown = of("0 setup\nbegin 5\n10 --> HELLO\n+0.1 <-- ZLB\nend 11")
    assert [end.begins_as for end in shown.lifelines] == ["established", "established"]
    assert {state for line in lines(shown) for state in line.states.values()} == {"established"}


def test_times_count_from_the_first_frame_and_steps_from_the_message_before() -> None:
    shown = [line for line in lines(of("0 setup\n1 call\nend 2")) if not isinstance(line.row, Phase)]
    assert [(line.since, line.step) for line in shown[:5]] == [
        ("0.000", ""), ("0.020", "20 ms"), ("0.040", "20 ms"), ("0.060", "20 ms"), ("1.000", "940 ms"),
    ]  # fmt: skip
    assert next(line.step for line in shown if line.row.time_ns and getattr(line.row, "kind", "") == "ppp") == "10 ms"


def test_the_side_that_does_not_answer_is_silent() -> None:
    shown = ladder(hello_analysis(), hello_analysis().conversation.tunnels[0])
    silent = [line.row.label for line in lines(shown) if line.silent is LNS and isinstance(line.row, Rung)]
    assert silent[-2:] == ["HELLO", "StopCCN"]


def test_states_are_told_by_side_and_what_opens_in_ppp_for_both() -> None:
    rungs = [row for row in of("0 setup\n1 call\nend 2").rows if isinstance(row, Rung)]
    assert entered_by(rungs[0], LAC) == ["wait-ctl-reply"]
    assert entered_by(rungs[0], LNS) == []
    assert [state for rung in rungs for state in entered_by_both(rung)] == ["1.1 LCP opened", "1.1 IPCP opened"]


def test_directions_are_told_by_role_or_by_who_began() -> None:
    analysis = hello_analysis()
    shown = ladder(analysis, analysis.conversation.tunnels[0])
    assert (end_names(shown), direction(shown, LNS)) == (("LAC", "LNS"), "LNS to LAC")
    for end in analysis.conversation.tunnels[0].ends.values():
        end.role = "LAC"
    shown = ladder(analysis, analysis.conversation.tunnels[0])
    assert direction(shown, LAC) == "initiator to recipient"


def test_repeats_and_acknowledgments_in_words() -> None:
    analysis = hello_analysis()
    rungs = [row for row in ladder(analysis, analysis.conversation.tunnels[0]).rows if isinstance(row, Rung)]
    assert [again_words(rung) for rung in rungs if rung.again] == ["again after 1 2 4 8 16 s"]
    assert again_words(rungs[0]) == ""
    assert acknowledged_words(rungs[1]) == "SCCRQ"
    assert (
        again_words(replace(rungs[0], again=(Again(REF, 0, 22_000), Again(REF, 0, SECOND)))) == "again after 22 µs, 1 s"
    )
    assert again_words(replace(rungs[0], again=(Again(REF, 0, SECOND),) * 13)).endswith(" 1 1 ... s")


def test_what_is_folded_or_absent_in_words() -> None:
    words = [
        gap_words(row)
        for row in (
            Quiet(0, 60 * SECOND),
            Calm(0, 600 * SECOND, (("HELLO", 10), ("ZLB", 10)), None),
            Omitted(0, SECOND, 1),
            Phase(REF, 0, 0, "1.1", "Network"),
            Missing(REF, 0, 0, LAC, 3, 3),
            Missing(REF, 0, 0, LAC, 3, 5),
        )
    ]
    assert words == [
        "1 min quiet", "10 min: HELLO \u00d710, ZLB \u00d710", "1 row left out", "PPP Network", "Ns=3 not captured",
        "Ns=3 to 5 not captured",
    ]  # fmt: skip


def test_amounts_name_only_what_was_sent() -> None:
    assert amounts(Traffic(0, 1, (1, 98), (0, 0))) == ["→ 1 packet, 98 B"]
    assert amounts(Traffic(0, 1, (0, 0), (2, 3_000))) == ["← 2 packets, 3 kB"]


def test_the_legend_explains_the_signs_that_are_used() -> None:
    name = "one-direction.pcap"
    shown = ladder(analysed(name), analysed(name).conversation.tunnels[0])
    assert legend(shown) == ["┄ PPP inside the session", "· sent, not captured"]


def test_times_are_told_from_the_start_of_day_or_not_at_all() -> None:
    shown = ladder(hello_analysis(), hello_analysis().conversation.tunnels[0])
    told = {times: [line.since for line in lines(shown, times)][1] for times in Times}
    assert told == {Times.RELATIVE: "0.012", Times.ABSOLUTE: "11:06:40.012", Times.DELTA: ""}
    assert [[line.step for line in lines(shown, times)][1] for times in Times] == ["12 ms"] * 3
