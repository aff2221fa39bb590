"""Drawings as SVG."""

from xml.etree import ElementTree as ET

import pytest

from l2tpscope.render.drawing import Drawing, Item, Shape, Words, rectangle
from l2tpscope.render.svg import DARK, LIGHT, STYLE, THEMES, element, number, painted

BOX = rectangle((0, 0, 10, 5))
LINE = ((0.0, 0.0), (10.0, 10.0))


def in_page(*items: Item) -> str:
    return painted(Drawing(20, 10, "t", items), standalone=False)


@pytest.mark.parametrize(("value", "written"), [(1, "1"), (1.04, "1"), (1.25, "1.2"), (-0.5, "-0.5"), (1000.0, "1000")])
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written


def test_attributes_and_words_are_escaped() -> None:
    assert element("g", "", class_='"><x', stroke_width=2) == '<g class="&quot;&gt;&lt;x" stroke-width="2"/>'
    written = '<text x="1" y="2" class="" text-anchor="start">a&lt;b &amp; \\x1b</text>'
    assert written in in_page(Words(1, 2, "a<b & \x1b"))


def test_words_look_as_they_are_said_to() -> None:
    drawn = in_page(Words(1, 2, "x", "bad", "end", bold=True, small=True, mono=True))
    assert 'class="bad mono bold small" text-anchor="end"' in drawn


def test_shapes_take_the_colours_of_the_page() -> None:
    drawn = in_page(Shape((BOX,), fill="panel", stroke="line"))
    assert '<g fill="var(--l2-panel)" stroke="var(--l2-line)" stroke-width="1"><path d="M0 0H10V5H0Z"/></g>' in drawn


def test_lines_are_open_and_say_their_dashes() -> None:
    drawn = in_page(Shape((LINE,), stroke="bad", width=2, dashes=(1.5, 5)))
    assert 'stroke-width="2" stroke-dasharray="1.5 5"><path d="M0 0L10 10"/>' in drawn


def test_shapes_alike_share_their_look_and_without_titles_a_path() -> None:
    line = Shape((LINE,), stroke="bad")
    drawn = in_page(line, line, Shape((LINE,), stroke="bad", title="one <b>"), Words(0, 0, "x"), line)
    assert drawn.count("<g ") == 2
    assert '<path d="M0 0L10 10M0 0L10 10"/><path d="M0 0L10 10"><title>one &lt;b&gt;</title></path>' in drawn


def test_a_picture_in_a_page_leaves_style_and_margin_to_the_page() -> None:
    drawing = Drawing(10, 20, "t", (Words(0, 0, "x"),), margin=5)
    assert "<style>" not in painted(drawing, standalone=False)
    assert 'viewBox="0 0 10 20" width="100%"' in painted(drawing, standalone=False)
    alone = painted(drawing, standalone=True)
    assert alone.startswith('<svg xmlns="http://www.w3.org/2000/svg" class="l2" viewBox="0 0 20 30"')
    assert '<g transform="translate(5 5)"><text' in alone


def test_a_description_is_there_where_there_is_one() -> None:
    assert "<desc>" not in in_page()
    assert "<desc>a &lt; b</desc>" in painted(Drawing(9, 9, "t", (), "a < b"), standalone=False)


def test_links_are_links_in_the_page_alone() -> None:
    drawing = Drawing(9, 9, "t", (Words(0, 0, "[1]", link="finding-1", name="[1] x"), Words(0, 9, "t3", link="t3")))
    links = [
        {link.attrib["href"] for link in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}a")}  # noqa: S314 - ours
        for drawn in (
            painted(drawing, standalone=True),
            painted(drawing, standalone=False),
            painted(drawing, standalone=False, targets={"t3"}),
        )
    ]
    assert links == [set(), {"#finding-1", "#t3"}, {"#t3"}]


def test_both_themes_know_every_colour() -> None:
    assert [*LIGHT] == [*DARK]
    for theme in (LIGHT, DARK):
        for name, colour in theme.items():
            assert f"--l2-{name}:{colour}" in STYLE
            assert THEMES.count(f"--l2-{name}:{colour}") == 1


def brightness(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_the_page_and_on_panels(theme: dict[str, str]) -> None:
    for tone in ("ink", "mute", "acc", "bad", "odd", "good"):
        for fill in ("bg", "panel"):
            dark, light = sorted((brightness(theme[tone]), brightness(theme[fill])))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (tone, fill)
