"""SVG elements as text."""

import re

import pytest

from l2tpscope.render.svg import DARK, LIGHT, STYLE, THEMES, element, line, number, picture, rectangle, text


@pytest.mark.parametrize(("value", "written"), [(1, "1"), (1.04, "1"), (1.25, "1.2"), (-0.5, "-0.5"), (1000.0, "1000")])
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written


def test_attributes_and_words_are_escaped() -> None:
    assert element("g", "", class_='"><x', stroke_width=2) == '<g class="&quot;&gt;&lt;x" stroke-width="2"/>'
    assert text(1, 2, "a<b & \x1b") == '<text x="1" y="2" class="" text-anchor="start">a&lt;b &amp; \\x1b</text>'


def test_shapes_take_the_colours_of_the_page() -> None:
    assert line(0, 0, 1, 1, "bad") == '<line x1="0" y1="0" x2="1" y2="1" stroke="var(--l2-bad)"/>'
    assert 'width="0.5"' in rectangle((0, 0), (0, 5), "panel")
    assert 'stroke="var(--l2-line)"' in rectangle((0, 0), (1, 5), "panel", "line")


def test_a_picture_in_a_page_leaves_style_to_the_page() -> None:
    assert "<style>" not in picture(10, 10, "t", [], standalone=False)
    assert picture(10, 20, "t", [], standalone=True).startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" class="l2" viewBox="0 0 10 20"'
    )


def test_both_themes_know_every_colour() -> None:
    names = re.findall(r"--l2-\w+(?=:)", LIGHT)
    assert names == re.findall(r"--l2-\w+(?=:)", DARK)
    assert LIGHT in STYLE
    assert THEMES.count(DARK) == THEMES.count(LIGHT) == 1
