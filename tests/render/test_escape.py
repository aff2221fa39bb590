"""Strings from the wire cannot do anything to a terminal or a spreadsheet."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.render.escape import ascii_only, cells, fitted, formula_safe, padded, plain

anything = st.text(st.characters(codec=None, categories=None))


@given(anything)
def test_what_is_left_holds_no_harmful_character(text: str) -> None:
    assert plain(text).isprintable()


@given(anything)
def test_ascii_is_ascii(text: str) -> None:
    assert ascii_only(plain(text)).isascii()


@given(anything, st.integers(min_value=1, max_value=90))
def test_padded_text_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cells(padded(plain(text), width)) == width


def test_control_and_bidi_letters_are_spelled_out() -> None:
    assert plain("lns\x1b[31m\u202egnp") == "lns\\x1b[31m\\u202egnp"
    assert plain("lns-köln DOMAIN\\user") == "lns-köln DOMAIN\\user"


def test_a_formula_is_no_formula_any_more() -> None:
    assert [formula_safe(text) for text in ("=cmd()", "+1", "-1", "@x", "plain")] == [
        "'=cmd()",
        "'+1",
        "'-1",
        "'@x",
        "plain",
    ]


def test_a_wide_letter_takes_two_columns() -> None:
    assert cells("路由器") == 6
    assert fitted("路由器", 5) == "路由…"
