"""Names of protocols and codes."""

import pytest

from l2tpscope.wire.ppp.numbers import (
    CARRIED,
    CODES,
    CONFIGURATION,
    PROTOCOLS,
    code_name,
    is_control,
    is_negotiation,
    packet_name,
    payload_name,
    protocol_name,
)


@pytest.mark.parametrize(
    ("protocol", "code", "name"),
    [
        (0xC021, 1, "LCP Configure-Request"),
        (0xC021, 13, "LCP Time-Remaining"),
        (0xC223, 3, "CHAP Success"),
        (0xC227, 1, "EAP Request"),
        (0xC023, 3, "PAP Authenticate-Nak"),
        (0x80FD, 14, "CCP Reset-Request"),
        (0x8021, 77, "IPCP code 77"),
        (0xC0DF, 99, "0xc0df code 99"),
        (0xC029, 2, "CBCP Callback-Response"),
        (0xC025, 0, "LQR"),
    ],
)
def test_packets_have_names(protocol: int, code: int, name: str) -> None:
    assert packet_name(protocol, code) == name


def test_what_frames_hold_has_names() -> None:
    numbers = (0x21, 0x57, 0xFD, 0x3D, 0xC021, 0x0ABC)
    names = ["IPv4", "IPv6", "compressed (MPPE)", "multilink fragment", "LCP", "0x0abc"]
    assert [payload_name(number) for number in numbers] == names


def test_control_protocols_are_told_from_others_by_their_number() -> None:
    assert all(map(is_control, PROTOCOLS))
    assert not any(map(is_control, CARRIED))
    assert [is_control(number) for number in (0x8020, 0x7FFF, 0xC022, 0x4021)] == [False] * 4


def test_lcp_bacp_and_the_ncps_negotiate() -> None:
    names = {protocol_name(number) for number in PROTOCOLS if not is_negotiation(number)}
    assert names == {"PAP", "LQR", "SPAP", "CBCP", "BAP", "VSAP", "VSNP", "CHAP", "EAP"}


def test_every_code_has_a_name_of_its_own() -> None:
    for protocol, codes in CODES.items():
        assert [code_name(protocol, code) for code in codes] == list(dict.fromkeys(codes.values()))
    assert len(set(CONFIGURATION.values())) == len(CONFIGURATION)
