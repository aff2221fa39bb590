"""The four tables as pandas DataFrames, for notebooks and exports; pandas is imported here and nowhere else."""

from typing import TYPE_CHECKING, Any

from l2tpscope.analysis import Analysis
from l2tpscope.views.listing import findings_table, messages_table, sessions_table, tunnels_table
from l2tpscope.views.table import Kind, Table

if TYPE_CHECKING:
    import pandas as pd

DTYPES = {
    Kind.NUMBER: "Int64",
    Kind.MEASURE: "Float64",
    Kind.TEXT: "string",
    Kind.INSTANT: "datetime64[ns, UTC]",
    Kind.FLAG: "boolean",
}
EARLIEST_NS, LATEST_NS = -(2**63) + 1, 2**63 - 1
"""What datetime64[ns] can hold: 1677 to 2262. Times beyond are NaT."""


def tunnels(analysis: Analysis) -> "pd.DataFrame":
    """One row a tunnel, indexed by its number."""
    return frame_of(tunnels_table(analysis)).set_index("index")


def sessions(analysis: Analysis) -> "pd.DataFrame":
    """One row a session, indexed "1.2"."""
    return frame_of(sessions_table(analysis)).set_index("index")


def messages(analysis: Analysis) -> "pd.DataFrame":
    """One row a captured control frame, indexed by (capture, frame)."""
    return frame_of(messages_table(analysis)).set_index(["capture", "frame"])


def findings(analysis: Analysis) -> "pd.DataFrame":
    """One row a finding, indexed by its number."""
    return frame_of(findings_table(analysis)).set_index("index")


def frame_of(table: Table) -> "pd.DataFrame":
    """A DataFrame with the table's columns: nullable Int64, Float64, string, boolean, and datetime64[ns, UTC]."""
    import pandas as pd  # noqa: PLC0415 - 400 ms that no command waits for unless it needs them

    columns: dict[str, Any] = {}
    for column in table.columns:
        values = [column.value(item) for item in table.items]
        if column.kind is Kind.INSTANT:
            known = [one if one is not None and EARLIEST_NS <= int(one) <= LATEST_NS else None for one in values]
            columns[column.name] = pd.to_datetime(pd.Series(known, dtype="Int64"), unit="ns", utc=True)
        else:
            columns[column.name] = pd.Series(values, dtype=DTYPES[column.kind])
    return pd.DataFrame(columns)
