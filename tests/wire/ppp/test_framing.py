"""ppp_control: control frames among PPP data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.ppp.framing import PppHeader, ppp_control
from l2tpscope.wire.ppp.numbers import protocol_name
from l2tpscope.wire.ppp.options import lcp_options


@pytest.mark.parametrize(
    ("payload", "header"),
    [
        ("ff03c0210107000e0000", PppHeader(0xC021, 1, 7, 4, 14)),
        ("c0210107000e0000", PppHeader(0xC021, 1, 7, 2, 14)),
        ("ff03802101010004", PppHeader(0x8021, 1, 1, 4, 4)),
        ("ff03c2230201", PppHeader(0xC223, 2, 1, 4, 0)),
        ("ff03c023", PppHeader(0xC023, 0, 0, 4, 0)),
    ],
)
def test_a_control_frame_is_found_with_and_without_address_and_control(payload: str, header: PppHeader) -> None:
    assert ppp_control(bytes.fromhex(payload)) == header


@pytest.mark.parametrize(
    "payload", ["", "ff", "ff03", "ff03c0", "ff030021450000", "214500", "0021", "57600", "ff0300fd90", "c1", "c022"]
)
def test_other_frames_are_none(payload: str) -> None:
    assert ppp_control(bytes.fromhex(payload if len(payload) % 2 == 0 else payload + "0")) is None


def test_protocols_have_names() -> None:
    assert [protocol_name(number) for number in (0xC021, 0x8057, 0x80FD, 0xBEEF)] == ["LCP", "IPV6CP", "CCP", "0xbeef"]


def test_lcp_options_are_told_in_words() -> None:
    body = bytes.fromhex("010405780206000a00000305c223810304c02305060000000107020802f003aa")
    assert lcp_options(body) == [
        "MRU 1400",
        "ACCM 0x000a0000",
        "Authentication-Protocol CHAP MS-CHAPv2",
        "Authentication-Protocol PAP",
        "Magic-Number 0x00000001",
        "PFC",
        "ACFC",
        "option 240 0xaa",
    ]


@pytest.mark.parametrize(
    ("body", "shown"), [("01", "malformed 01"), ("0100", "malformed 0100"), ("0109aa", "malformed 0109aa")]
)
def test_a_malformed_option_ends_the_list(body: str, shown: str) -> None:
    assert lcp_options(bytes.fromhex("0702" + body)) == ["PFC", shown]


@given(st.binary(max_size=40))
def test_any_octets_are_searched_without_raising(payload: bytes) -> None:
    header = ppp_control(payload)
    assert header is None or header.at <= len(payload)
    assert isinstance(lcp_options(payload), list)
