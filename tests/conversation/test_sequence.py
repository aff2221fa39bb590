"""Sequence numbers wrap as RFC 2661 5.8 says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.conversation.sequence import is_after, unwrap


@pytest.mark.parametrize(("number", "later"), [(0, True), (15, False), (32784, True), (65535, True), (32783, False)])
def test_the_example_of_the_rfc_holds_for_15(number: int, later: bool) -> None:  # noqa: FBT001
    """If 15 was received last, 0 to 15 and 32784 to 65535 are less than or equal."""
    assert is_after(15, number) is later


@given(st.integers(0, 1 << 40), st.integers(-0x8000, 0x7FFF))
def test_unwrapping_finds_the_nearest_number_with_the_same_low_bits(near: int, step: int) -> None:
    assert unwrap((near + step) % 0x10000, near) == near + step


def test_the_number_after_65535_is_65536() -> None:
    assert unwrap(0, 65535) == 65536
