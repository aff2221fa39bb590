"""The time axis."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.views.axis import Axis, folded, linear, marks

spans = st.tuples(st.integers(0, 10**13), st.integers(0, 10**11)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=30), st.lists(spans, max_size=5))
def test_any_axis_goes_from_left_to_right_without_gaps(
    busy: list[tuple[int, int]], flows: list[tuple[int, int]]
) -> None:
    moments = [moment for one in [*busy, *flows, (0, 1)] for moment in one]
    axis = folded(busy, flows, (min(moments), max(moments)))
    assert axis.pieces[0].left == 0
    assert abs(axis.pieces[-1].right - 1) < 1e-9
    for one, other in pairwise(axis.pieces):
        assert one.right == other.left
        assert one.end_ns == other.begin_ns
    places = [axis.place(moment) for moment in sorted(moments)]
    assert places == sorted(places)


@given(st.lists(spans, min_size=1, max_size=30))
def test_labels_keep_their_distance(busy: list[tuple[int, int]]) -> None:
    axis = folded(busy, [], (min(begin for begin, _ in busy), max(end for _, end in busy)))
    places = [axis.place(moment) for moment in marks(axis)]
    assert all(other - one > 0.1 for one, other in pairwise(places))
    assert len(places) >= 1


def test_a_moment_outside_the_axis_stands_at_its_edge() -> None:
    axis: Axis = linear(10, 20)
    assert [axis.place(moment) for moment in (5, 15, 99)] == [0, 0.5, 1]
