"""docs/tables.md: the columns of the four tables, in Markdown."""

from collections.abc import Iterator

from l2tpscope.views.columns import FINDINGS, MESSAGES, SESSIONS, TUNNELS
from l2tpscope.views.table import Column, Kind

HEAD = """\
# The columns of the tables

Written by `make docs`; do not edit it by hand. `l2tpscope tunnels`, `sessions`, `messages` and `findings` print these
columns with `--format csv`, `json` or `jsonl`; in Python they are pandas DataFrames. On a terminal a table shows fewer
columns. Names and types are stable; later versions may add columns. Unknown is empty in CSV, `null` in JSON and `<NA>`
in pandas.
"""
TYPES = {
    Kind.NUMBER: "integer",
    Kind.MEASURE: "number",
    Kind.TEXT: "text",
    Kind.INSTANT: "RFC 3339, UTC, nine decimals",
    Kind.FLAG: "true or false",
}
TABLES = {"tunnels": TUNNELS, "sessions": SESSIONS, "messages": MESSAGES, "findings": FINDINGS}


def tables_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for name, columns in TABLES.items() for line in _table(name, columns))])


def _table(name: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield from (f"## {name}", "", "| column | type | |", "|---|---|---|")
    for column in columns:
        yield f"| `{column.name}` | {TYPES[column.kind]} | {column.meaning.replace('|', '/')} |"
    yield ""
