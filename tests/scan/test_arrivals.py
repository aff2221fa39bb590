"""Arrivals: put together by flow, in the order they came in."""

import numpy as np

from l2tpscope.scan.arrivals import Arrivals, by_flow, joined, together


def _arrivals(flow: list[int], frame: list[int]) -> Arrivals:
    flows, frames = np.array(flow, np.int64), np.array(frame, np.int64)
    zeros = np.zeros(len(flow), np.int64)
    return Arrivals(flows, frames, zeros, zeros, zeros, zeros.astype(np.bool_), frames * 10)


def _pairs(arrivals: Arrivals) -> list[tuple[int, int, int]]:
    return list(zip(arrivals.flow.tolist(), arrivals.frame.tolist(), arrivals.inner.tolist(), strict=True))


def test_those_of_one_flow_stand_together_in_their_order() -> None:
    one = by_flow(_arrivals([2, 70_000, 2, 0, 70_000, 4_464], [1, 2, 3, 4, 5, 6]))
    assert _pairs(one) == [(0, 4, 40), (2, 1, 10), (2, 3, 30), (4_464, 6, 60), (70_000, 2, 20), (70_000, 5, 50)]


def test_two_are_joined_by_frame_and_many_are_appended() -> None:
    one, other = _arrivals([5, 6], [1, 9]), _arrivals([7, 8], [4, 8])
    assert _pairs(joined(one, other)) == [(5, 1, 10), (7, 4, 40), (8, 8, 80), (6, 9, 90)]
    assert _pairs(together([one, other, one]))[2:] == [(7, 4, 40), (8, 8, 80), (5, 1, 10), (6, 9, 90)]
