"""Frames in the payloads of data messages: control packets and all others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.ppp.framing import PppHeader, ppp_control, ppp_framing
from l2tpscope.wire.ppp.multilink import MultilinkHeader


@pytest.mark.parametrize(
    ("payload", "header"),
    [
        ("ff03c0210107000e0000", PppHeader(0xC021, 1, 7, 4, 14)),
        ("c0210107000e0000", PppHeader(0xC021, 1, 7, 2, 14)),
        ("ff03802101010004", PppHeader(0x8021, 1, 1, 4, 4)),
        ("ff03c2230201", PppHeader(0xC223, 2, 1, 4, 0)),
        ("ff03c023", PppHeader(0xC023, 0, 0, 4, 0)),
        ("ff03c0250102030405", PppHeader(0xC025, 0, 0, 4, 5)),
        ("ff03003dc0000000802101010004", PppHeader(0x8021, 1, 1, 10, 4)),
        ("ff033dc0000000c02101010004", PppHeader(0xC021, 1, 1, 9, 4)),
        ("003dc0ffffff80fd01010004", PppHeader(0x80FD, 1, 1, 8, 4)),
    ],
)
def test_a_control_frame_is_found_with_and_without_address_and_control(payload: str, header: PppHeader) -> None:
    assert ppp_control(bytes.fromhex(payload)) == header


@pytest.mark.parametrize(
    "payload",
    [
        *("", "ff", "ff03", "ff03c0", "ff030021450000", "214500", "0021", "57600", "ff0300fd90", "c1", "c022"),
        *("003d80000000802101010004", "003d40000000802101010004", "003dc0000000800101010004", "003dc00000002145"),
        *("003dc000802101010004", "003dc000000080", "003dc0", "003d", "3d"),
    ],
)
def test_other_frames_are_none(payload: str) -> None:
    assert ppp_control(bytes.fromhex(payload if len(payload) % 2 == 0 else payload + "0")) is None


@pytest.mark.parametrize(
    ("payload", "framing"),
    [
        ("ff03002145", (True, 0x21, 2, 4, "IPv4")),
        ("ff032145", (True, 0x21, 1, 3, "IPv4")),
        ("002145", (False, 0x21, 2, 2, "IPv4")),
        ("2145", (False, 0x21, 1, 1, "IPv4")),
        ("5760", (False, 0x57, 1, 1, "IPv6")),
        ("00fd9000", (False, 0xFD, 2, 2, "compressed (MPPE)")),
        ("c0210101", (False, 0xC021, 2, 2, "LCP")),
        ("ff03", (True, None, 0, 2, "nothing")),
        ("c0", (False, None, 0, 0, "nothing")),
        ("", (False, None, 0, 0, "nothing")),
    ],
)
def test_both_compressions_of_the_header_are_seen(payload: str, framing: tuple[object, ...]) -> None:
    assert ppp_framing(bytes.fromhex(payload)) == (*framing, None)


def test_the_first_multilink_fragment_carries_the_frame() -> None:
    payload = bytes.fromhex("ff03003d 80000005 2145")
    framing = ppp_framing(payload)
    assert (framing.kind, framing.multilink) == (
        "multilink fragment",
        MultilinkHeader(begins=True, ends=False, sequence=5, at=4),
    )
    inner = payload[framing.at + 4 :]
    assert ppp_framing(inner).kind == "IPv4"


@given(st.binary(max_size=40))
def test_any_octets_are_searched_without_raising(payload: bytes) -> None:
    header, framing = ppp_control(payload), ppp_framing(payload)
    assert header is None or header.at <= len(payload)
    assert framing.at <= len(payload)
    assert (header is None) or (header.protocol, header.at) == (framing.protocol, framing.at)
