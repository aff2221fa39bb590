"""Shapes of a picture."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.render.drawing import arrow_head, cross, dot, hatching, rectangle, triangle

places = st.floats(0, 2_000, allow_nan=False)
sizes = st.floats(0.5, 900, allow_nan=False)


@given(places, places, sizes, sizes, st.floats(3, 20), st.booleans())
def test_the_lines_of_a_hatching_stay_in_their_box_and_slant_alike(  # noqa: PLR0913, PLR0917 - a box has four numbers
    x: float,
    y: float,
    width: float,
    height: float,
    step: float,
    rising: bool,  # noqa: FBT001 - given by hypothesis
) -> None:
    for (x1, y1), (x2, y2) in hatching((x, y, width, height), step, rising=rising):
        assert x - 1e-6 <= x1 <= x2 + 1e-6
        assert x2 <= x + width + 1e-6
        assert all(y - 1e-6 <= place <= y + height + 1e-6 for place in (y1, y2))
        assert abs((x2 - x1) - (y1 - y2 if rising else y2 - y1)) < 1e-6


def test_a_hatching_fills_its_box() -> None:
    lines = hatching((0, 0, 100, 10), 10)
    assert len(lines) == 11
    assert lines[5] == ((45, 10), (55, 0))


def test_signs_stand_around_their_place() -> None:
    assert rectangle((1, 2, 3, 4)) == ((1, 2), (4, 2), (4, 6), (1, 6))
    for paths in (cross(10, 20), (dot(10, 20),), (triangle(10, 20),)):
        points = [point for path in paths for point in path]
        assert min(x for x, _ in points) + max(x for x, _ in points) == 20
        assert min(y for _, y in points) < 20 < max(y for _, y in points)


def test_an_arrow_head_points_at_its_place() -> None:
    assert arrow_head(20, 5, rightward=True) == ((20, 5), (9, 0), (9, 10))
    assert arrow_head(20, 5, rightward=False) == ((20, 5), (31, 0), (31, 10))
