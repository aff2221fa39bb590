"""The four tables."""

from l2tpscope.views.listing import TABLES, messages_table, sessions_table, tunnels_table
from tests.views.handmade import LAC, Script, analysis_of, hello_analysis, new_tunnel, no_answer_analysis, whole


def test_a_failed_call_names_its_cause_in_both_tables() -> None:
    analysis = hello_analysis()
    (tunnel,) = tunnels_table(analysis).items
    (session,) = sessions_table(analysis).items
    assert (tunnel.failed, tunnel.cause) == (1, "hello-unanswered")
    assert (session.failed, session.cause) == (True, "hello-unanswered")


def test_messages_of_all_tunnels_stand_in_the_order_of_time() -> None:
    one, other = Script(), Script(new_tunnel(2), frame=10)
    one.say(0, LAC, 1, 0, 0)
    other.say(1, LAC, 1, 0, 0)
    one.say(2, LAC, 3, 1, 1)
    table = messages_table(analysis_of(whole([one.tunnel, other.tunnel], [], 3, 3)))
    assert [sent.tunnel.index for sent in table.items] == [1, 2, 1]


def test_every_table_has_a_row_for_each_item_and_a_value_for_each_column() -> None:
    for make in TABLES.values():
        table = make(no_answer_analysis())
        rows = list(table.rows())
        assert len(rows) == len(table.items)
        assert all(len(row) == len(table.columns) for row in rows)
