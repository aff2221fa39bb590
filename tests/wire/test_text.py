"""printable: text from the wire cannot disguise itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.text import is_utf8, printable


@pytest.mark.parametrize(
    ("octets", "shown"),
    [
        (b"lns.example", "lns.example"),
        ("Grüße 東京".encode(), "Grüße 東京"),
        (b"a\x1b[31mb", "a\\x1b[31mb"),
        (b"line\r\nline", "line\\x0d\\x0aline"),
        (b"end\0", "end\\x00"),
        (b"\xff\xc3", "\\xff\\xc3"),
        ("\u202egnp.exe".encode(), "\\u202egnp.exe"),
        ("\u2066x\u2069".encode(), "\\u2066x\\u2069"),
        ("\u200b".encode(), "\\u200b"),
        ("\U000e0041".encode(), "\\U000e0041"),
        (b"\xed\xa0\x80", "\\xed\\xa0\\x80"),
    ],
)
def test_what_is_not_printable_is_escaped(octets: bytes, shown: str) -> None:
    assert printable(octets) == shown


@given(st.binary(max_size=60))
def test_any_octets_give_printable_text(octets: bytes) -> None:
    assert printable(octets).isprintable()


def test_utf8_is_told_from_other_octets() -> None:
    assert is_utf8("é".encode())
    assert not is_utf8(b"\xe9")
