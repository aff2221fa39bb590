"""kind_of and is_control_by_content: telling L2TP from what else passes UDP port 1701."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.encode import encode_avp, encode_control, encode_data
from l2tpscope.wire.kind import Kind, is_control_by_content, kind_of
from l2tpscope.wire.messages import SCCRQ

HELLO = encode_control(6, tunnel_id=9, ns=1, nr=2)
ZLB = encode_control(None, tunnel_id=9, ns=1, nr=2)
QUESTION = b"\7example\3com\0\0\1\0\1"


def dns(identifier: int, flags: int = 0x0100, answers: int = 0) -> bytes:
    return struct.pack(">6H", identifier, flags, 1, answers, 0, 0) + QUESTION


@pytest.mark.parametrize(
    ("octets", "kind"),
    [
        (HELLO, Kind.CONTROL2),
        (ZLB, Kind.CONTROL2),
        (encode_control(6, tunnel_id=9, ns=1, nr=2, version=3), Kind.CONTROL3),
        (encode_control(None, tunnel_id=9, ns=1, nr=2, version=3), Kind.CONTROL3),
        (encode_data(1, 2, b"\xff\x03\xc0\x21"), Kind.DATA2),
        (encode_data(1, 1, b"\xff\x03\x00\x21E\0\0\x28\0\0\0\0\x40\x11"), Kind.DATA2),
        (encode_data(1, 2, b"", length=True, ns=3), Kind.DATA2),
        (bytes.fromhex("0003000000000001"), Kind.DATA3),
        (bytes.fromhex("1001010700020005000bff"), Kind.L2F),
        (bytes.fromhex("000902000200050 00aff".replace(" ", "")), Kind.L2F),
    ],
)
def test_each_protocol_of_the_port_is_recognised(octets: bytes, kind: Kind) -> None:
    assert kind_of(octets) is kind


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"\xc8\2\0\x0c\0",
        b"GET / HTTP/1.1\r\n",
        bytes(20),
        b"\x13" + bytes(47),  # an NTP client's request
        bytes.fromhex("0003000000000000"),  # Session ID 0 is control's
        bytes.fromhex("c8020190000000000000"),  # a Length beyond the datagram and no Message Type
        encode_data(1, 2, b"abc", length=True, length_field=3),
        encode_data(1, 2, b"abc", length=True, length_field=300),
        bytes.fromhex("1001000700020005000bff"),  # L2F with protocol 0
        bytes.fromhex("1001010700020005ffffff"),
    ],
)
def test_other_octets_are_not_l2tp(octets: bytes) -> None:
    assert kind_of(octets) is Kind.NOT_L2TP


@pytest.mark.parametrize("identifier", [0xC802, 0x0002, 0x4002, 0x0802, 0x0003, 0xC803, 0x1001, 0x0009])
@pytest.mark.parametrize("flags", [0x0100, 0x0000, 0x8180, 0x8583])
def test_dns_is_not_l2tp_whatever_its_identifier(identifier: int, flags: int) -> None:
    assert kind_of(dns(identifier, flags)) is Kind.NOT_L2TP
    assert kind_of(dns(identifier, flags, answers=3) + bytes(48)) is Kind.NOT_L2TP


@pytest.mark.parametrize("flags", [0x8802, 0xC002, 0x8002, 0xCA02, 0xC902, 0xF8F2])
def test_a_control_message_with_odd_bits_is_still_one(flags: int) -> None:
    assert kind_of(encode_control(SCCRQ, tunnel_id=0, ns=0, nr=0, flags=flags)) is Kind.CONTROL2


def test_a_control_message_cut_by_the_snap_length_is_still_one() -> None:
    assert kind_of(HELLO[:13], cut=len(HELLO) - 13) is Kind.CONTROL2
    assert kind_of(HELLO[:13]) is Kind.NOT_L2TP


def test_control_on_another_port_is_recognised_by_its_content() -> None:
    assert is_control_by_content(HELLO)
    assert is_control_by_content(ZLB)
    assert is_control_by_content(encode_control(SCCRQ, tunnel_id=0, ns=0, nr=0, avps=encode_avp(7, b"x")))


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        HELLO[:-1],
        HELLO + b"\0",
        ZLB + b"\0",
        encode_control(6, tunnel_id=9, ns=1, nr=2, flags=0x8802),
        encode_control(6, tunnel_id=9, ns=1, nr=2, flags=0xC902),
        encode_control(0, tunnel_id=9, ns=1, nr=2),
        encode_control(4000, tunnel_id=9, ns=1, nr=2),
        encode_control(None, tunnel_id=9, ns=1, nr=2, avps=encode_avp(7, b"xx")),
        encode_data(1, 2, b"abc"),
        dns(0xC802),
    ],
)
def test_on_another_port_nothing_less_than_a_perfect_control_message_counts(octets: bytes) -> None:
    assert not is_control_by_content(octets)


@given(st.binary(max_size=60), st.integers(0, 100))
def test_any_octets_have_a_kind(octets: bytes, cut: int) -> None:
    kind = kind_of(octets, cut)
    assert is_control_by_content(octets) <= (kind in (Kind.CONTROL2, Kind.CONTROL3))
