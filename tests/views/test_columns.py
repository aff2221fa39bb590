"""The promised columns."""

import pytest

from l2tpscope.views.columns import FINDINGS, MESSAGES, SESSIONS, TUNNELS
from l2tpscope.views.table import Column


@pytest.mark.parametrize("columns", [TUNNELS, SESSIONS, MESSAGES, FINDINGS])
def test_column_names_are_unique_and_documented(columns: tuple[Column, ...]) -> None:
    assert len({column.name for column in columns}) == len(columns)
    assert all(column.meaning for column in columns)


def test_the_names_that_scripts_rely_on_are_there() -> None:
    promised = {
        TUNNELS: {
            "index",
            "name",
            "state",
            "initiator_tunnel_id",
            "recipient_tunnel_id",
            "retransmissions",
            "root_cause",
        },
        SESSIONS: {"index", "tunnel", "state", "end_result_code", "initiator_packets", "recipient_octets", "phase"},
        MESSAGES: {"capture", "frame", "time", "tunnel", "session", "from", "type", "ns", "nr", "retransmission_of"},
        FINDINGS: {"index", "rule", "severity", "confidence", "root_cause", "tunnel", "capture", "frame", "summary"},
    }
    for columns, names in promised.items():
        assert names <= {column.name for column in columns}
