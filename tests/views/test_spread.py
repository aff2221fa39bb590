"""As many as there is room for."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.views.spread import spread


@given(st.integers(0, 500), st.integers(-3, 500))
def test_the_first_is_among_them_and_they_are_at_even_distances(size: int, room: int) -> None:
    shown = spread(range(size), room)
    assert len(shown) == min(size, max(room, 0))
    assert shown == sorted(set(shown))
    assert shown[:1] == [0][: len(shown)]
    gaps = {other - one for one, other in pairwise([*shown, size])}
    assert not gaps or max(gaps) - min(gaps) <= 1


def test_all_are_taken_where_there_is_room() -> None:
    assert spread("abc", 3) == spread("abc", 99) == ["a", "b", "c"]
