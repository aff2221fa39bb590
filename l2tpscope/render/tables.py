"""The tables for the terminal, for spreadsheets and for scripts: table, csv, json, jsonl."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from itertools import islice

from l2tpscope.render.escape import cells, formula_safe, padded, plain
from l2tpscope.render.ink import Ink
from l2tpscope.views.clock import offset, rfc3339
from l2tpscope.views.table import Column, Kind, Table, Value

MEASURED_ROWS = 2_000
"""Rows by which the widths of columns are found."""
GAP = "  "


def table_text(table: Table, format_: str, ink: Ink) -> Iterator[str]:
    """A table piece by piece, in one of the formats "table", "csv", "json", "jsonl"."""
    if format_ == "table":
        return _terminal(table, ink)
    return FORMATS[format_](table)


def _json_value(value: Value, column: Column) -> Value:
    if column.kind is Kind.INSTANT and isinstance(value, int):
        return rfc3339(value)
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _objects(table: Table) -> Iterator[str]:
    for row in table.rows():
        members = {column.name: _json_value(value, column) for column, value in zip(table.columns, row, strict=True)}
        yield json.dumps(members)


def _jsonl(table: Table) -> Iterator[str]:
    """One JSON object a line."""
    for one in _objects(table):
        yield f"{one}\n"


def _json(table: Table) -> Iterator[str]:
    """One JSON array, an object a line."""
    separator = "[\n"
    for one in _objects(table):
        yield f"{separator}{one}"
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _csv(table: Table) -> Iterator[str]:
    """RFC 4180 with a heading; no cell can be taken for a formula, no letter for a terminal command."""
    yield _csv_line([column.name for column in table.columns])
    for row in table.rows():
        yield _csv_line([_csv_cell(value, column) for column, value in zip(table.columns, row, strict=True)])


def _csv_cell(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if column.kind is Kind.INSTANT and isinstance(value, int):
        return rfc3339(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return formula_safe(plain(value)) if isinstance(value, str) else str(value)


def _csv_line(cells_: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells_)
    return buffer.getvalue()


FORMATS: dict[str, Callable[[Table], Iterator[str]]] = {"csv": _csv, "json": _json, "jsonl": _jsonl}


def _terminal(table: Table, ink: Ink) -> Iterator[str]:
    """Aligned columns within the terminal's width; the last column takes what is left, and is cut."""
    if not table.items:
        yield f"No {table.name}.\n"
        return
    shown = table.terminal
    widths = _widths(table, ink)
    yield ink.paint(_line([column.name for column in shown], shown, widths, ink), "bold") + "\n"
    for item in table.items:
        texts = [_cell(column.value(item), column, table) for column in shown]
        yield _line(texts, shown, widths, ink) + "\n"


def _cell(value: Value, column: Column, table: Table) -> str:
    if value is None:
        return "-"
    if column.kind is Kind.INSTANT and isinstance(value, int):
        return offset(value - table.zero_ns)
    return plain(value) if isinstance(value, str) else str(value)


def _widths(table: Table, ink: Ink) -> list[int]:
    """As wide as what is in them; where that is too much, the widest columns give way, the last one first."""
    sample = list(islice(table.items, MEASURED_ROWS))
    widths = []
    for column in table.terminal:
        texts = [ink.drawable(_cell(column.value(item), column, table)) for item in sample]
        widths.append(min(max([cells(column.name), *map(cells, texts)]), ink.width))
    room = ink.width - len(GAP) * (len(table.terminal) - 1)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: (widths[at], at))
        widths[widest] -= 1
    return widths


def _line(texts: list[str], shown: tuple[Column, ...], widths: list[int], ink: Ink) -> str:
    parts = []
    for text, column, width in zip(texts, shown, widths, strict=True):
        fitting = ink.fit(text, width)
        parts.append(padded(fitting, width, right=column.kind in {Kind.NUMBER, Kind.INSTANT, Kind.MEASURE}))
    return GAP.join(parts).rstrip()
