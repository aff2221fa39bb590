"""Rows of one flow become one: sums, and bins no finer than fit."""

from l2tpscope.scan.flow import SLOTS, FlowKey, FlowRow
from l2tpscope.scan.merging import merged

KEY = FlowKey("192.0.2.1", 1701, "192.0.2.2", 1701, 2, 1, 2)


def _row(frame: int, first_ns: int, packets: int, bin_ns: int = 1 << 29) -> FlowRow:
    last_ns = first_ns + (packets - 1) * bin_ns
    bins = {first_ns // bin_ns + step: (1, 100) for step in range(packets)}
    return FlowRow(0, KEY, frame, frame + packets, first_ns, last_ns, packets, 100 * packets, bin_ns=bin_ns, bins=bins)


def test_counts_add_up_and_the_ends_are_the_outermost() -> None:
    one, other = _row(1, 0, 3), _row(9, 50 << 29, 2)
    row = merged([one, other._replace(largest=1400, missing=2, sequenced=2)])
    assert (row.packets, row.octets, row.missing, row.sequenced, row.largest) == (5, 500, 2, 2, 1400)
    assert (row.first_frame, row.last_frame, row.first_ns, row.last_ns) == (1, 11, 0, 51 << 29)


def test_bins_widen_until_they_fit_and_lose_nothing() -> None:
    row = merged([_row(1, 0, 3), _row(9, 5_000 << 29, 20, 1 << 30)])
    assert row.last_ns // row.bin_ns - row.first_ns // row.bin_ns < SLOTS
    assert sum(packets for packets, _ in row.bins.values()) == row.packets
    assert sum(octets for _, octets in row.bins.values()) == row.octets
    assert all(row.first_ns // row.bin_ns <= number <= row.last_ns // row.bin_ns for number in row.bins)


def test_one_row_stays_as_it_is() -> None:
    row = _row(1, 7 << 29, 3)
    assert merged([row]) == row
