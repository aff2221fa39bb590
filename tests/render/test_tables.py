"""The tables for the terminal, for spreadsheets, for scripts."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.render.escape import cells
from l2tpscope.render.ink import Ink
from l2tpscope.render.tables import table_text
from l2tpscope.views.listing import TABLES
from tests.views.handmade import LAC, Script, analysis_of, hello_analysis, whole

hostile = st.text(st.characters(codec=None, categories=None), max_size=40)


def drawn(name: str, format_: str, ink: Ink | None = None) -> str:
    return "".join(table_text(TABLES[name](hello_analysis()), format_, ink or Ink()))


@pytest.mark.parametrize("name", TABLES)
def test_csv_json_and_jsonl_say_the_same(name: str) -> None:
    records = json.loads(drawn(name, "json"))
    lines = [json.loads(line) for line in drawn(name, "jsonl").splitlines()]
    rows = list(csv.DictReader(io.StringIO(drawn(name, "csv"))))
    assert records == lines
    assert [list(row) for row in rows] == [list(record) for record in records]
    for row, record in zip(rows, records, strict=True):
        assert [value == "" for value in row.values()] == [value in (None, "") for value in record.values()]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("width", [40, 80])
def test_a_table_fits_the_terminal(name: str, width: int) -> None:
    lines = drawn(name, "table", Ink(width=width)).splitlines()
    assert len(lines) == 1 + len(TABLES[name](hello_analysis()).items)
    assert max(map(cells, lines)) <= width
    assert drawn(name, "table", Ink(unicode=False)).isascii()


def test_instants_are_rfc_3339_and_unknown_is_null() -> None:
    (record,) = json.loads(drawn("tunnels", "json"))
    assert record["opened_at"] == "2026-11-18T11:06:40.000000000Z"
    assert record["end_error_message"] == "peer lost"
    assert json.loads(drawn("messages", "json"))[0]["session"] is None


@pytest.mark.parametrize("name", TABLES)
def test_nothing_to_list_is_said_or_an_empty_list(name: str) -> None:
    table = TABLES[name](analysis_of(whole([], [], 0, 0)))
    assert "".join(table_text(table, "table", Ink())) == f"No {name}.\n"
    assert json.loads("".join(table_text(table, "json", Ink()))) == []
    assert "".join(table_text(table, "jsonl", Ink())) == ""
    assert "".join(table_text(table, "csv", Ink())).count("\n") == 1


@given(hostile)
@settings(max_examples=40)
def test_no_cell_is_a_formula_or_a_terminal_command(name: str) -> None:
    script = Script()
    script.say(0, LAC, 1, 0, 0)
    script.tunnel.initiator.host_name = name
    analysis = analysis_of(whole([script.tunnel], [], 1, 2))
    told = "".join(table_text(TABLES["tunnels"](analysis), "csv", Ink()))
    assert "\x1b" not in told
    (row,) = csv.DictReader(io.StringIO(told))
    assert not row["initiator_host_name"].startswith(("=", "+", "-", "@"))
    for format_ in ("table", "json", "jsonl"):
        "".join(table_text(TABLES["tunnels"](analysis), format_, Ink())).encode("utf-8")
