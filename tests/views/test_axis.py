"""The time axis."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.conversation.model import SECOND
from l2tpscope.views.axis import MOST_PIECES, Axis, folded, gaps, linear

moments = st.lists(st.tuples(st.integers(0, 10**13), st.booleans()), max_size=60)
spans = st.tuples(st.integers(0, 10**13), st.integers(0, 10**11)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def seconds(*times: float, keepalive: bool = False) -> list[tuple[int, bool]]:
    return [(round(time * SECOND), keepalive) for time in times]


def shown(axis: Axis) -> list[tuple[float, float, bool]]:
    return [(piece.begin_ns / SECOND, piece.end_ns / SECOND, piece.folded) for piece in axis.pieces]


@given(moments, st.lists(spans, max_size=5))
def test_any_axis_goes_from_left_to_right_without_gaps(
    said: list[tuple[int, bool]], flows: list[tuple[int, int]]
) -> None:
    times = [*(time for time, _ in said), *(time for flow in flows for time in flow), 0, 1]
    axis = folded(said, flows, (min(times), max(times)))
    assert axis.pieces[0].left == 0
    assert abs(axis.pieces[-1].right - 1) < 1e-9
    assert axis.begin_ns == 0
    assert axis.end_ns - max(times) in (0, 1)
    for one, other in pairwise(axis.pieces):
        assert one.right == other.left
        assert one.end_ns == other.begin_ns
    places = [axis.place(time) for time in sorted(times)]
    assert places == sorted(places)


@given(st.lists(st.integers(0, 10**13), min_size=1, max_size=200))
def test_there_are_never_many_pieces(times: list[int]) -> None:
    axis = folded([(time, False) for time in times], (), (min(times), max(times)))
    assert len(axis.pieces) <= 2 * MOST_PIECES


def test_a_burst_has_a_scale_of_its_own_and_long_quiet_time_is_folded() -> None:
    axis = folded(seconds(0, 0.01, 0.02, 0.03, 60, 60.1, 60.2, 60.3), (), (0, 61 * SECOND))
    assert shown(axis) == [(0, 0.03, False), (0.03, 60, True), (60, 60.3, False), (60.3, 61, True)]
    assert axis.place(SECOND // 100) > 0.1


def test_keepalives_at_even_distances_are_not_folded_and_are_no_bursts() -> None:
    set_up = seconds(0, 0.01, 0.02, 0.03)
    echoes = [one for time in range(10, 100, 10) for one in seconds(*[time] * 4, keepalive=True)]
    assert shown(folded([*set_up, *echoes], (), (0, 90 * SECOND))) == [(0, 0.03, False), (0.03, 90, False)]


def test_single_messages_far_apart_are_moments_with_quiet_time_between() -> None:
    axis = folded(seconds(0, 0.01, 0.02, 0.03, 500, 9_000), (), (0, 9_000 * SECOND))
    assert [piece.folded for piece in axis.pieces] == [False, True, False, True, False]


def test_time_in_which_something_goes_on_is_not_folded() -> None:
    said = seconds(0, 0.01, 0.02, 0.03, 60, 60.1, 60.2, 60.3)
    assert gaps(folded(said, [(5 * SECOND, 6 * SECOND)], (0, 61 * SECOND)))[0].begin_ns == 60_300_000_000
    assert gaps(folded(said, [(70 * SECOND, 80 * SECOND)], (0, 61 * SECOND)))[0].begin_ns == 30_000_000


def test_many_bursts_alike_are_one_piece_between_the_first_and_the_last() -> None:
    said = [one for time in range(0, 100, 2) for one in seconds(time, time + 0.1, time + 0.2, time + 0.3)]
    assert [(begin, end) for begin, end, is_quiet in shown(folded(said, (), (0, 98 * SECOND))) if not is_quiet] == [
        (0, 0.3),
        (0.3, 98),
        (98, 98.3),
    ]


def test_a_moment_outside_the_axis_stands_at_its_edge() -> None:
    axis: Axis = linear(10, 20)
    assert [axis.place(moment) for moment in (5, 15, 99)] == [0, 0.5, 1]


def test_without_messages_there_is_one_scale() -> None:
    assert folded((), (), (3, 3)) == linear(3, 4)


def test_columns_of_equal_width_go_over_the_whole_axis() -> None:
    assert linear(0, 2_400).edges(240) == [10 * column for column in range(241)]
    axis = folded(seconds(0, 0.01, 0.02, 0.03, 60, 60.1, 60.2, 60.3), (), (0, 60_300_000_000))
    edges = axis.edges(100)
    assert edges == sorted(edges)
    assert (edges[0], edges[-1]) == (axis.begin_ns, axis.end_ns)
    assert all(abs(axis.place(edge) - column / 100) < 0.001 for column, edge in enumerate(edges))
