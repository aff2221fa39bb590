"""tunnels, sessions, messages, findings: the tables in each format."""

import csv
import io
import json
from typing import Any

import pytest

from tests.cli.runs import CLEAN, REFUSED, run, started

TABLES = ("tunnels", "sessions", "messages", "findings")
FAILED = "sample_captures/wrong-password.pcapng"


def _rows(table: str, capture: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run(table, capture, "--format", "json").stdout)
    return rows


@pytest.mark.parametrize("table", TABLES)
def test_a_table_for_people_keeps_to_80_columns(table: str) -> None:
    lines = run(table, FAILED).stdout.splitlines()
    assert len(lines) == 1 + len(_rows(table, FAILED))
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("table", TABLES)
def test_csv_json_and_json_lines_hold_the_same_rows(table: str) -> None:
    rows = _rows(table, FAILED)
    lines = [json.loads(line) for line in run(table, FAILED, "--format", "jsonl").stdout.splitlines()]
    written = list(csv.DictReader(io.StringIO(run(table, FAILED, "--format", "csv").stdout)))
    assert lines == rows
    assert [list(row) for row in written] == [list(row) for row in rows]


def test_the_tables_hold_what_the_capture_holds() -> None:
    assert [row["name"] for row in _rows("tunnels", CLEAN)] == ["192.0.2.10:63689"]
    assert [row["index"] for row in _rows("sessions", CLEAN)] == ["1.1"]
    assert [row["frame"] for row in _rows("messages", REFUSED)] == [1, 2, 3, 4, 5]
    assert "tun-secret-mismatch" in [row["rule"] for row in _rows("findings", REFUSED)]


def test_an_empty_table_is_an_empty_list_for_programs() -> None:
    assert _rows("sessions", REFUSED) == []
    assert run("sessions", REFUSED, "--format", "jsonl").stdout == ""


def test_what_is_for_programs_is_utf8_on_any_terminal() -> None:
    ended = started("findings", REFUSED, "--format", "jsonl", environment={"PYTHONIOENCODING": "ascii"})
    assert ended.returncode == 0
    assert json.loads(ended.stdout.decode().splitlines()[0])["rule"]
