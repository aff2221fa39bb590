"""The tables in brief."""

from l2tpscope.views.in_brief import TUNNELS
from l2tpscope.views.listing import TABLES, messages_table, sessions_table, tunnels_table
from tests.views.handmade import analysis_of, good_call, hello_analysis, unanswered_hello


def outcomes(table: str, analysis: object) -> list[object]:
    listed = TABLES[table](analysis)  # type: ignore[arg-type]
    return [listed.terminal[-1].value(item) for item in listed.items]


def test_the_outcome_is_the_cause_else_the_end_else_the_state() -> None:
    assert outcomes("tunnels", hello_analysis()) == ["hello-unanswered"]
    assert outcomes("tunnels", analysis_of(unanswered_hello())) == ["dead: StopCCN 2/6"]
    assert outcomes("tunnels", analysis_of(good_call())) == ["established"]
    assert outcomes("sessions", analysis_of(unanswered_hello())) == ["dead"]


def test_ids_place_direction_and_repeats_are_told_shortly() -> None:
    sessions = sessions_table(hello_analysis())
    assert sessions.terminal[1].value(sessions.items[0]) == "31/12"
    messages = messages_table(hello_analysis())
    rows = [tuple(column.value(item) for column in messages.terminal) for item in messages.items]
    assert [row[2] for row in rows[3:6]] == ["1", "1.1", "1.1"]
    assert [row[3] for row in rows[:2]] == ["→", "←"]
    assert rows[-2][7] == 11


def test_a_brief_table_has_few_columns() -> None:
    assert all(len(make(hello_analysis()).terminal) <= 10 for make in TABLES.values())
    assert tunnels_table(hello_analysis()).terminal is TUNNELS
