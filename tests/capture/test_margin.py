"""What a pcapng says beside its packets: comments, drop counts, secrets, names."""

import struct

import pytest

from tests.capture.building import (
    block,
    enhanced,
    interface,
    obsolete,
    option,
    read,
    secrets,
    section,
    statistics,
)

each_order = pytest.mark.parametrize("order", ["<", ">"])


@each_order
def test_comments_of_sections_interfaces_and_packets_are_kept(order: str) -> None:
    def said(text: str) -> bytes:
        return option(1, text.encode(), order)

    _, facts = read(
        section(order, options=said("of the section") + said("another") + option(4, b"dumpcap", order))
        + interface(1, order, options=said("of the interface"))
        + enhanced(b"a" * 60, order=order)
        + block(0x0BAD, bytes(8), order)
        + enhanced(b"b" * 61, order=order, options=said("größer") + said("zwei") + option(0, b"", order))
        + obsolete(b"c" * 60, order=order, options=said("of an old one\0"))
        + enhanced(b"d" * 60, order=order, options=said("broken") + struct.pack(order + "HH", 1, 99))
    )
    assert facts.comments == ("of the section", "another", "of the interface")
    assert facts.frame_comments == ((3, "größer"), (3, "zwei"), (4, "of an old one"), (5, "broken"))


def test_a_comment_that_is_no_utf_8_is_kept_as_well_as_it_can_be() -> None:
    _, facts = read(section(options=option(1, b"gr\xf6\xdfer")))
    assert facts.comments == ("gr\ufffd\ufffder",)


def test_comments_are_kept_within_bounds() -> None:
    long = option(1, b"x" * 60_000)
    _, facts = read(section() + interface() + enhanced(b"", options=long) * 400)
    assert 250 < len(facts.frame_comments) < 300
    assert facts.warnings == ("stream: holds more comments than are kept (16 MiB)",)


@each_order
def test_drops_are_what_the_interfaces_state_last(order: str) -> None:
    _, facts = read(
        section(order)
        + interface(1, order)
        + interface(1, order)
        + statistics(0, 5, order)
        + statistics(0, 7, order, by_system=2)
        + statistics(1, 10, order)
        + section(order)
        + interface(1, order)
        + statistics(0, 100, order)
    )
    assert facts.dropped == 7 + 2 + 10 + 100


@each_order
def test_drops_are_what_the_packets_state_where_the_interface_does_not(order: str) -> None:
    lost = option(4, struct.pack(order + "Q", 3), order)
    capture = section(order) + interface(1, order) + enhanced(b"a", order=order, options=lost) * 2
    assert read(capture)[1].dropped == 6
    assert read(capture + statistics(0, 6, order))[1].dropped == 6
    assert read(capture + statistics(0, 8, order))[1].dropped == 8


def test_drops_that_nobody_recorded_are_unknown() -> None:
    assert read(section() + interface() + enhanced(b"a") + obsolete(b"a"))[1].dropped is None
    assert read(section() + interface() + statistics(0, 0))[1].dropped == 0
    assert read(section() + interface() + block(5, bytes(4)) + block(5, bytes(12)))[1].dropped is None


def test_facts_are_complete_although_the_file_is_broken() -> None:
    capture = section(options=option(1, b"hello")) + interface() + statistics(0, 4) + enhanced(b"a") + bytes(50)
    facts = read(capture)[1]
    assert (facts.dropped, facts.comments, facts.frames) == (4, ("hello",), 1)


@each_order
def test_secrets_are_kept_with_their_type(order: str) -> None:
    _, facts = read(
        section(order)
        + secrets(0x544C534B, b"CLIENT_RANDOM 1 2\n", order)
        + secrets(7, b"", order)
        + block(10, bytes(3), order)
    )
    assert facts.secrets == ((0x544C534B, b"CLIENT_RANDOM 1 2\n"), (7, b""))


def test_secrets_longer_than_their_block_are_not_kept() -> None:
    _, facts = read(section() + block(10, struct.pack("<II", 1, 500) + b"abcd"))
    assert (facts.secrets, facts.cut_short) == ((), False)
