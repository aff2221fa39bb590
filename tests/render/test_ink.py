"""What a terminal can show."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.render.escape import cells
from l2tpscope.render.ink import Ink


def test_colour_is_only_there_when_asked_for_and_never_around_blanks() -> None:
    assert Ink().paint("x", "bad") == "x"
    assert Ink(colour=True).paint("x", "bad") == "\x1b[1;31mx\x1b[0m"
    assert Ink(colour=True).paint("  ", "bad") == "  "
    assert Ink(colour=True).paint("x", "") == "x"


def test_signs_have_their_like_in_ascii() -> None:
    assert Ink(unicode=False).drawable("✗ │─▶ ⋯") == "x |-> ..."
    assert Ink(unicode=False).clean("köln\x07") == "k\\xf6ln\\x07"


@given(st.text(st.characters(codec=None, categories=None), max_size=200), st.integers(4, 90), st.booleans())
def test_wrapped_lines_fit_and_keep_every_letter(words: str, width: int, unicode: bool) -> None:  # noqa: FBT001 - drawn
    ink = Ink(unicode=unicode)
    lines = ink.wrapped(words, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(ink.clean(words).split())


@given(st.text(max_size=60), st.integers(3, 40))
def test_fitted_text_shows_that_it_was_cut(words: str, width: int) -> None:
    ink = Ink()
    fitting = ink.fit(words, width)
    assert cells(fitting) <= width
    assert fitting == ink.clean(words) or fitting.endswith("…")
