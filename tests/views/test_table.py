"""Rows of a table."""

from l2tpscope.views.table import Column, Kind, Table


def test_rows_are_made_from_items_in_the_order_of_the_columns() -> None:
    columns = (
        Column("twice", Kind.NUMBER, "two times", lambda item: 2 * item),
        Column("odd", Kind.FLAG, "not even", lambda item: item % 2 == 1),
    )
    table = Table("numbers", columns, columns[:1], (1, 2), zero_ns=0)
    assert list(table.rows()) == [(2, True), (4, False)]
    assert list(table.rows()) == list(table.rows())
