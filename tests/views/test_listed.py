"""Tunnels as rows to look through."""

import pytest

from l2tpscope.views import listed as module
from l2tpscope.views.listed import ListedCall, ListedEnd, listed
from l2tpscope.views.summary import tunnel_lines
from tests.samples import analysed
from tests.views.handmade import analysis_of, good_call, no_answer_analysis


def test_a_row_tells_both_ends_and_what_delivery_cost() -> None:
    analysis = analysed("peer-vanishes.pcap")
    (row,), hidden = listed(analysis, tunnel_lines(analysis))
    assert row.initiator == ListedEnd("lac-one", "192.0.2.10", "29610")
    assert row.initiator.place == "192.0.2.10, ID 29610"
    assert (row.resent, row.rtt_ns is not None, hidden) == (8, True, 0)
    assert row.calls == (ListedCall(1, "45224/4916", "alice", "failed"),)


def test_failing_tunnels_go_first() -> None:
    analysis = analysed("pool-exhausted.pcap")
    rows, _ = listed(analysis, tunnel_lines(analysis))
    assert [bool(row.line.failed) for row in rows] == [True, False]


def test_an_end_without_a_name_is_told_by_its_id() -> None:
    assert ListedEnd("", "192.0.2.1", "7").place == "ID 7"
    assert ListedEnd("", "192.0.2.1", "").place == "no ID seen"


def test_tunnels_and_sessions_are_bounded_and_what_is_left_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TUNNELS_LISTED", 2)
    three = no_answer_analysis()
    assert len(listed(three, tunnel_lines(three))[0]) == 2
    monkeypatch.setattr(module, "CALLS_LISTED", 0)
    one = analysis_of(good_call())
    (row,), hidden = listed(one, tunnel_lines(one))
    assert (row.calls, hidden) == ((), 1)
