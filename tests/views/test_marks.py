"""Labels of the time axis."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.conversation.model import SECOND
from l2tpscope.views.axis import folded, linear
from l2tpscope.views.marks import interval, marks


@given(st.lists(st.integers(0, 10**16), min_size=1, max_size=60))
def test_labels_keep_their_distance_and_begin_at_zero(times: list[int]) -> None:
    axis = folded([(time, False) for time in times], (), (min(times), max(times)))
    found = marks(axis)
    assert (found[0].time_ns, found[0].words) == (axis.begin_ns, "0 s")
    places = [axis.place(mark.time_ns) for mark in found]
    assert all(other - one > 0.09 for one, other in pairwise(places))


def test_one_scale_is_labelled_at_round_times_and_at_its_end() -> None:
    axis = linear(1_700_000_000 * SECOND, 1_700_000_047 * SECOND)
    assert [mark.words for mark in marks(axis)] == [*(f"{time} s" for time in range(0, 41, 5)), "47 s"]


def test_a_short_piece_far_from_the_beginning_is_labelled_from_its_own() -> None:
    said = [round(time * SECOND) for time in (0, 0.01, 0.02, 0.03, 60, 60.01, 60.02, 60.04)]
    axis = folded([(time, False) for time in said], (), (0, said[-1]))
    words = ["0 s", "10 ms", "20 ms", "60.000 s", "+10 ms", "+20 ms", "60.040 s"]
    assert [mark.words for mark in marks(axis)] == words


def test_an_interval_is_round_and_there_are_not_too_many() -> None:
    assert interval(0, 3_600 * SECOND, 60) == 60 * SECOND
    assert interval(0, 50_000_000, 60) == 1_000_000
    assert interval(0, 90_000 * SECOND, 60) == 1_800 * SECOND
    assert interval(0, 10**19, 60) == 50_000 * 3_600 * SECOND


def test_the_label_at_the_right_edge_has_room_before_it() -> None:
    axis = linear(0, 102 * SECOND)
    *_, before, last = marks(axis)
    assert last.time_ns == axis.end_ns
    assert axis.place(before.time_ns) < 0.9
