"""Painted text on the screen."""

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from l2tpscope.render.ink import STYLES, Ink
from l2tpscope.screens.painted import CURSOR, cut_to, letters, strip_of


def test_each_style_of_ours_becomes_one_of_the_screen() -> None:
    ink = Ink(colour=True)
    for name in STYLES:
        (first, *_) = strip_of(ink.paint("text", name), 10)
        assert first.text == "text"
        assert first.style not in (None, Style())


def test_a_strip_is_as_wide_as_the_screen_and_no_markup_is_read() -> None:
    strip = strip_of("[bold red]x[/] :smile:", 40)
    assert strip.cell_length == 40
    assert strip.text.rstrip() == "[bold red]x[/] :smile:"
    assert strip_of("x" * 90, 40).cell_length == 40


def test_under_the_cursor_all_paint_is_gone() -> None:
    strip = strip_of(Ink(colour=True).paint("text", "bad") + " more", 20, CURSOR)
    assert {segment.style for segment in strip} == {CURSOR}
    assert strip.text == "text more" + " " * 11


@given(st.text(max_size=80))
def test_harmless_text_keeps_the_width_of_the_screen(text: str) -> None:
    assert strip_of(Ink(colour=True).fit(text, 40), 40).cell_length == 40


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert cut_to(2, ["one", "two", "three"], Ink()) == ["one", "two …"]
    assert cut_to(2, ["one", "two"], Ink()) == ["one", "two"]
    assert letters(Ink(colour=True).paint("one", "red")) == "one"


def test_a_full_line_that_is_cut_has_one_ellipsis_and_no_more_letters() -> None:
    for ink in (Ink(width=40), Ink(width=40, unicode=False)):
        (line,) = cut_to(1, ["x" * 40, "more"], ink)
        assert line == "x" * (40 - len(ink.drawable("…"))) + ink.drawable("…")
