"""The ladder as values."""

from l2tpscope.views.ladder import chosen, ladder
from l2tpscope.views.rows import Calm, Omitted, Quiet, Rung, Traffic
from tests.conversation.played import played
from tests.samples import analysed
from tests.views.handmade import (
    HELLO,
    LAC,
    LNS,
    Script,
    analysis_of,
    at,
    good_call,
    no_answer_analysis,
    set_up,
    set_up_call,
    stated,
    whole,
)


def test_quiet_time_is_a_row_of_its_own_and_so_is_the_silence_at_the_end() -> None:
    script = Script()
    set_up(script)
    rows = ladder(analysis_of(whole([script.tunnel], [], script.frame, 30)), script.tunnel).rows
    assert isinstance(rows[-1], Quiet)
    assert (rows[-1].time_ns, rows[-1].last_ns) == (at(0.025), at(30))


def test_data_is_counted_between_rungs_both_ways() -> None:
    conversation = good_call()
    rows = ladder(analysis_of(conversation), conversation.tunnels[0]).rows
    (data,) = [row for row in rows if isinstance(row, Traffic)]
    assert (data.initiator, data.recipient, data.session) == ((400, 40_000), (600, 900_000), "1.1")


def test_ppp_control_frames_are_not_counted_as_data_again() -> None:
    script = Script()
    set_up(script)
    session = set_up_call(script)
    script.traffic((0.060, 0.095), LAC, session, (3, 300))
    rows = ladder(analysis_of(whole([script.tunnel], [], script.frame, 1)), script.tunnel).rows
    (data,) = [row for row in rows if isinstance(row, Traffic)]
    assert data.initiator[0] == 2
    assert rows.index(data) > [row.label for row in rows if isinstance(row, Rung)].index("LCP Configure-Ack")


def test_everyday_keepalives_are_folded_and_counted() -> None:
    script = Script()
    set_up(script)
    for number in range(10):
        script.say(60 + 60 * number, LAC, HELLO, 2 + number, 1)
        script.say(60.01 + 60 * number, LNS, None, 1, 3 + number)
    rows = ladder(analysis_of(whole([script.tunnel], [], script.frame, 601)), script.tunnel).rows
    (calm,) = [row for row in rows if isinstance(row, Calm)]
    assert dict(calm.counts)["HELLO"] == 10


def test_a_session_alone_shows_its_messages_and_their_acknowledgments() -> None:
    script = Script()
    set_up(script)
    session = set_up_call(script)
    other = script.call(32, 13)
    script.say(1, LAC, 10, 4, 2, session=other)
    shown = ladder(analysis_of(whole([script.tunnel], [], script.frame, 2)), script.tunnel, session)
    labels = [row.label for row in shown.rows if isinstance(row, Rung)]
    assert labels == ["ICRQ", "ICRP", "ICCN", "ZLB", "LCP Configure-Request", "LCP Configure-Ack"]


def test_a_huge_tunnel_is_cut_to_the_limit_around_its_evidence() -> None:
    script = Script()
    for number in range(3_000):
        script.say(number / 100, LAC if number % 2 else LNS, 16, number // 2, number // 2)
    analysis = analysis_of(whole([script.tunnel], [], script.frame, 31), (stated("ctl-ns-anomaly", "Odd.", 1500),))
    shown = ladder(analysis, script.tunnel, limit=100)
    rungs = [row for row in shown.rows if isinstance(row, Rung)]
    assert 95 < len(rungs) <= 100
    assert {1, 1499, 1500, 1501, 3000} <= {rung.ref.frame for rung in rungs}
    assert shown.omitted == sum(row.rows for row in shown.rows if isinstance(row, Omitted)) == 3_000 - len(rungs)


def test_times_count_from_data_that_came_before_the_first_message() -> None:
    analysis = analysed("mid-session.pcap")
    shown = ladder(analysis, analysis.conversation.tunnels[0])
    assert shown.start_ns == shown.rows[0].time_ns < analysis.conversation.tunnels[0].first_ns


def test_sessions_are_named_in_their_order() -> None:
    calls = "".join(f"{number} icall s={number}\n" for number in range(1, 12))
    analysis = analysis_of(played(f"0 setup\n{calls}end 20"))
    shown = ladder(analysis, analysis.conversation.tunnels[0])
    assert shown.session_indexes == tuple(f"1.{number}" for number in range(1, 12))


def test_the_failing_tunnels_are_shown_unasked_else_the_first() -> None:
    assert [tunnel.index for tunnel in chosen(no_answer_analysis())] == [1, 2, 3]
    assert [tunnel.index for tunnel in chosen(analysis_of(good_call()))] == [1]
