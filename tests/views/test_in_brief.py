"""The tables in brief."""

from l2tpscope.views.in_brief import TUNNELS
from l2tpscope.views.listing import TABLES, messages_table, sessions_table, tunnels_table
from tests.samples import analysed
from tests.views.handmade import analysis_of, good_call, hello_analysis, unanswered_hello


def outcomes(table: str, analysis: object) -> list[object]:
    listed = TABLES[table](analysis)  # type: ignore[arg-type]
    return [listed.terminal[-1].value(item) for item in listed.items]


def test_the_outcome_is_the_cause_else_the_end_else_the_state() -> None:
    assert outcomes("tunnels", hello_analysis()) == ["hello-unanswered"]
    assert outcomes("tunnels", analysis_of(unanswered_hello())) == ["dead: StopCCN 2/6"]
    assert outcomes("tunnels", analysis_of(good_call())) == ["established"]
    assert outcomes("sessions", analysis_of(unanswered_hello())) == ["dead"]


def test_a_session_tells_who_by_what_how_far_and_where() -> None:
    sessions = sessions_table(analysed("wrong-password.pcapng"))
    rows = [tuple(column.value(item) for column in sessions.terminal[:6]) for item in sessions.items]
    assert rows == [("1.1", "alice", "MS-CHAPv2 failure 691", "lcp", None, "8/8")]
    good = sessions_table(analysed("chap-md5-ok.pcap"))
    assert [column.value(good.items[0]) for column in good.terminal[1:5]] == [
        "alice",
        "CHAP-MD5",
        "network",
        "10.99.0.10",
    ]
    bare = sessions_table(hello_analysis())
    assert [column.value(bare.items[0]) for column in bare.terminal[:5]] == ["1.1", None, None, None, None]


def test_place_direction_and_repeats_are_told_shortly() -> None:
    messages = messages_table(hello_analysis())
    rows = [tuple(column.value(item) for column in messages.terminal) for item in messages.items]
    assert [row[2] for row in rows[3:6]] == ["1", "1.1", "1.1"]
    assert [row[3] for row in rows[:2]] == ["→", "←"]
    assert rows[-2][7] == 11


def test_a_brief_table_has_few_columns() -> None:
    assert all(len(make(hello_analysis()).terminal) <= 10 for make in TABLES.values())
    assert tunnels_table(hello_analysis()).terminal is TUNNELS
