"""Values of options in words."""

import pytest

from l2tpscope.wire.ppp.option_kinds import (
    ADDRESS,
    ADDRESSES,
    AUTHENTICATION,
    CALLBACK,
    COMPRESSION,
    ENDPOINT,
    FCS,
    INTERFACE,
    MASK,
    OCTETS,
    QUALITY,
    TEXT,
    U16,
    OptionKind,
)


@pytest.mark.parametrize(
    ("kind", "value", "text", "number"),
    [
        (U16, "0578", "1400", 1400),
        (MASK, "000a0000", "0x000a0000", 0xA0000),
        (AUTHENTICATION, "c22305", "CHAP MD5", 0xC223),
        (AUTHENTICATION, "c22380", "CHAP MS-CHAPv1", 0xC223),
        (AUTHENTICATION, "c22381", "CHAP MS-CHAPv2", 0xC223),
        (AUTHENTICATION, "c22399", "CHAP algorithm 153", 0xC223),
        (AUTHENTICATION, "c223", "CHAP", 0xC223),
        (AUTHENTICATION, "c023", "PAP", 0xC023),
        (AUTHENTICATION, "c227", "EAP", 0xC227),
        (AUTHENTICATION, "c02701", "SPAP 01", 0xC027),
        (QUALITY, "c025000003e8", "LQR every 10 s", 0xC025),
        (QUALITY, "c025", "LQR", 0xC025),
        (FCS, "06", "16 bits, 32 bits", 6),
        (FCS, "09", "null, 0x08", 9),
        (FCS, "00", "none", 0),
        (CALLBACK, "06", "CBCP", 6),
        (CALLBACK, "0331323334", 'E.164 number "1234"', 3),
        (CALLBACK, "09", "operation 9", 9),
        (ENDPOINT, "00", "null", 0),
        (ENDPOINT, "01aabb", "local aabb", 1),
        (ENDPOINT, "02c0000201", "IP address 192.0.2.1", 2),
        (ENDPOINT, "0200", "IP address 00", 2),
        (ENDPOINT, "0302005e001122", "MAC address 02:00:5e:00:11:22", 3),
        (ENDPOINT, "09", "class 9", 9),
        (ADDRESS, "c0000201", "192.0.2.1", 0xC0000201),
        (ADDRESSES, "c0000201c0000202", "192.0.2.1 to 192.0.2.2", None),
        (COMPRESSION, "002d0f01", "Van Jacobson, 16 slots, slot may be left out", 0x2D),
        (COMPRESSION, "002d0f00", "Van Jacobson, 16 slots", 0x2D),
        (COMPRESSION, "0061000f", "IPHC 000f", 0x61),
        (COMPRESSION, "abcd", "0xabcd", 0xABCD),
        (INTERFACE, "0200005e10000001", "0200:005e:1000:0001", 0x0200005E10000001),
        (TEXT, "6c6e73", "lns", None),
        (OCTETS, "0a0b", "0x0a0b", None),
        (OCTETS, "", "", None),
    ],
)
def test_values_are_told_in_words_and_as_numbers(kind: OptionKind, value: str, text: str, number: int | None) -> None:
    octets = bytes.fromhex(value)
    assert kind.shortest <= len(octets) <= kind.longest
    assert (kind.text(octets), kind.number(octets)) == (text, number)


def test_the_lengths_that_fit_are_told() -> None:
    assert [kind.due for kind in (U16, AUTHENTICATION, ENDPOINT)] == ["2", "2 or more", "1 to 21"]
