"""Section headers and interface descriptions, one by one."""

import struct

import pytest

from l2tpscope.capture.block import Interface
from l2tpscope.capture.section import DamageError, Section, order_of, section_of
from tests.capture.building import block, option, section

each_order = pytest.mark.parametrize("order", ["<", ">"])


@each_order
def test_a_section_header_brings_its_byte_order(order: str) -> None:
    header = bytearray(section(order))
    assert order_of(header, 0, "?") == order
    assert section_of(header, 0, len(header)).order == order


@each_order
def test_any_other_block_has_the_byte_order_of_its_section(order: str) -> None:
    assert order_of(bytearray(block(6, bytes(20))), 0, order) == order


def test_a_section_header_without_a_byte_order_is_damage() -> None:
    with pytest.raises(DamageError, match="unknown byte-order magic 61626364"):
        order_of(bytearray(block(0x0A0D0D0A, b"abcdefgh")), 0, "<")


@each_order
def test_an_interface_is_described_with_all_that_is_needed_of_it(order: str) -> None:
    options = (
        option(2, b"ppp0\0", order)
        + option(3, b"a description", order)
        + option(9, b"\x89", order)
        + option(14, struct.pack(order + "q", -3600), order)
    )
    found = Section(order)
    found.describe(struct.pack(order + "HHI", 9, 0, 1500) + options)
    assert found.described == (Interface(9, 512, -3600, 1500, "ppp0"),)


def test_interfaces_are_one_tuple_until_one_more_is_described() -> None:
    found = Section("<")
    found.describe(bytes(8))
    first = found.described
    assert found.described is first
    found.describe(bytes(8))
    assert len(found.described) == 2


@pytest.mark.parametrize("octets", [b"\x09\x00", b""])
def test_a_resolution_of_the_wrong_length_is_none(octets: bytes) -> None:
    found = Section("<")
    found.describe(bytes(8) + option(9, octets) + option(14, b"1234"))
    assert found.described == (Interface(0, 1_000_000, 0, 0, None),)
