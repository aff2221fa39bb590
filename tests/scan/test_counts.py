"""Counts of frames."""

from l2tpscope.scan.counts import FrameCounts


def test_taking_counts_moves_them() -> None:
    one, other = FrameCounts(frames=2, esp=1), FrameCounts(esp=3, other=4)
    one.take(other)
    assert one == FrameCounts(frames=2, esp=4, other=4)
    assert other == FrameCounts()
