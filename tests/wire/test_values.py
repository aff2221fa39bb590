"""The kinds of value: which lengths fit, and how that is said."""

import pytest

from l2tpscope.wire.values import COOKIE, EMPTY, NAME, SPEED_UPDATE, U16, U16_LIST, ValueKind, bits, named, text


@pytest.mark.parametrize(
    ("kind", "fitting", "expected"),
    [
        (EMPTY, {0}, "0 octets"),
        (U16, {2}, "2 octets"),
        (COOKIE, {0, 4, 8}, "0 to 8 octets in steps of 4"),
        (SPEED_UPDATE, {12, 20}, "12 to 20 octets in steps of 8"),
        (text(2, 5), {2, 3, 4, 5}, "2 to 5 octets"),
    ],
)
def test_a_kind_says_which_lengths_fit(kind: ValueKind, fitting: set[int], expected: str) -> None:
    assert {length for length in range(1018) if kind.fits(length)} == fitting
    assert kind.expected == expected


def test_open_ended_kinds_say_so() -> None:
    assert NAME.expected == "1 or more octets"
    assert U16_LIST.expected == "2 or more octets in steps of 2"
    assert not U16_LIST.fits(3)


def test_bits_without_a_word_are_kept_in_hex() -> None:
    assert bits(2, {1: "one"}).decode(b"\x80\x01") == ["one", "0x8000"]


def test_a_number_without_a_name_is_just_a_number() -> None:
    assert [named(2, {1: "one"}).decode(bytes([0, number])) for number in (1, 2)] == ["1 (one)", "2"]
