"""Options of pcapng blocks, one by one."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.capture.options import comments_of, drops_of, options_of, says_nothing, text_of
from tests.capture.building import option

each_order = pytest.mark.parametrize("order", ["<", ">"])


@each_order
def test_options_are_padded_to_four_octets_and_end_with_code_0(order: str) -> None:
    octets = option(1, b"abcde", order) + option(2, b"", order) + option(0, b"", order) + option(3, b"late", order)
    assert list(options_of(octets, order)) == [(1, b"abcde"), (2, b"")]


def test_an_option_that_does_not_fit_ends_them() -> None:
    assert list(options_of(option(2, b"ok") + struct.pack("<HH", 1, 5) + b"abcd", "<")) == [(2, b"ok")]


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_octets_are_some_options(octets: bytes) -> None:
    found = list(options_of(octets, "<"))
    assert sum(4 + len(value) for _, value in found) <= len(octets) + 3
    assert comments_of(octets, "<") == [text_of(value) for code, value in found if code == 1]
    assert says_nothing(octets, "<") == (not {1, 4} & {code for code, _ in found})


@each_order
def test_drops_of_interface_and_system_are_added(order: str) -> None:
    def count(code: int, number: int) -> bytes:
        return option(code, struct.pack(order + "Q", number), order)

    assert drops_of(count(4, 1000) + count(5, 3) + count(7, 2**40), order) == 2**40 + 3
    assert drops_of(count(4, 1000), order) is None
    assert drops_of(option(5, b"abc", order), order) is None
