"""Drawings painted by matplotlib."""

import pytest
from matplotlib.patches import PathPatch

from l2tpscope.render.drawing import Drawing, Item, Shape, Words, rectangle
from l2tpscope.render.figure import FORMATS, figure, inches, octets
from l2tpscope.render.timeline_layout import laid_out
from l2tpscope.views.overview import overview
from tests.views.test_overview import crowd

LINE = ((0.0, 10.0), (100.0, 10.0))


def of(*items: Item, margin: float = 0) -> Drawing:
    return Drawing(200, 100, "a picture", items, margin=margin)


def patches(*items: Item) -> list[PathPatch]:
    return [patch for patch in figure(of(*items)).axes[0].patches if isinstance(patch, PathPatch)]


def test_the_figure_is_as_large_as_the_picture_with_its_margin() -> None:
    assert inches(of()) == pytest.approx((200 * 0.7 / 72, 100 * 0.7 / 72))
    width, height = inches(of(margin=10))
    assert (width, height) == pytest.approx((220 * 0.7 / 72, 120 * 0.7 / 72))
    assert tuple(figure(of(margin=10)).get_size_inches()) == pytest.approx((width, height))


def test_many_tunnels_are_few_artists() -> None:
    painted = figure(laid_out(overview(crowd(100, 100)), titled=True))
    assert len(painted.axes[0].patches) < 300


def test_shapes_that_look_alike_one_after_the_other_are_one_path() -> None:
    line, other = Shape((LINE,), stroke="bad", width=2), Shape((LINE,), stroke="good", width=2)
    assert [len(patch.get_path().to_polygons(closed_only=False)) for patch in patches(line, line, other, line)] == [
        2,
        1,
        1,
    ]


def test_later_items_lie_above_earlier_ones() -> None:
    below, above = Shape((rectangle((0, 0, 9, 9)),), fill="panel"), Shape((LINE,), stroke="bad")
    painted = figure(of(below, Words(0, 0, "x"), above)).axes[0]
    assert [patch.get_zorder() for patch in painted.patches] == [0, 2]
    assert [text.get_zorder() for text in painted.texts] == [1]


def test_dashes_are_as_long_in_a_thick_line_as_in_a_thin_one() -> None:
    painted = [octets(of(Shape((LINE,), stroke="bad", width=width, dashes=(4, 2))), "svg") for width in (1, 2)]
    assert all(b"stroke-dasharray: 2.8,1.4" in one for one in painted)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_drawing_gives_the_same_octets(format_: str) -> None:
    drawn = of(Shape((LINE,), stroke="bad", dashes=(2, 4)), Words(1, 2, "SCCRQ", mono=True))
    assert octets(drawn, format_) == octets(drawn, format_)


def test_an_svg_says_what_it_shows_only_where_there_is_something_to_say() -> None:
    assert b"dc:description" not in octets(of(), "svg")
    assert b"<dc:description>Two lines.</dc:description>" in octets(
        Drawing(9, 9, "a picture", (), description="Two lines."), "svg"
    )
