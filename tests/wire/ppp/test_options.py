"""Options of Configure packets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.message import Defect
from l2tpscope.wire.ppp.numbers import BACP, CCP, ECP, IPCP, IPV6CP, LCP
from l2tpscope.wire.ppp.option_tables import OPTIONS
from l2tpscope.wire.ppp.options import PppOption, lcp_options, options_in
from l2tpscope.wire.ppp.reading import Reading
from tests.wire.ppp.building import encoded


def read(protocol: int, body: str | bytes, *, is_cut: bool = False) -> tuple[tuple[PppOption, ...], list[Defect]]:
    octets = bytes(4) + (bytes.fromhex(body) if isinstance(body, str) else body)
    reading = Reading(octets, 4, "1661 6", is_cut=is_cut)
    return options_in(reading, protocol), reading.defects


@pytest.mark.parametrize(
    ("protocol", "body", "options"),
    [
        (LCP, "01040578", ["MRU 1400"]),
        (LCP, "020600000000 0506deadbeef 0702 0802", ["ACCM 0x00000000", "Magic-Number 0xdeadbeef", "PFC ", "ACFC "]),
        (LCP, "0305c22381 0408c025000003e8",
         ["Authentication-Protocol CHAP MS-CHAPv2", "Quality-Protocol LQR every 10 s"]),
        (LCP, "110405dc 1202 170400ff", ["MRRU 1500", "Short-Sequence-Number ", "Link-Discriminator 0x00ff"]),
        (LCP, "1309 0302005e001122 0d0306", ["Endpoint-Discriminator MAC address 02:00:5e:00:11:22", "Callback CBCP"]),
        (IPCP, "0206002d0f01", ["IP-Compression-Protocol Van Jacobson, 16 slots, slot may be left out"]),
        (IPCP, "0306c0000201 810608080808", ["IP-Address 192.0.2.1", "Primary-DNS 8.8.8.8"]),
        (IPCP, "820600000000 8306c0000235 8406c0000236", [
            "Primary-NBNS 0.0.0.0", "Secondary-DNS 192.0.2.53", "Secondary-NBNS 192.0.2.54",
        ]),
        (IPV6CP, "010a0200005e10000001", ["Interface-Identifier 0200:005e:1000:0001"]),
        (CCP, "120601000060 1a047800 150331 1105000104", [
            "MPPE stateless, 128-bit, 40-bit", "Deflate 0x7800", "BSD-Compress 49", "Stac-LZS 0x000104",
        ]),
        (ECP, "030a0001020304050607", ["DESE-bis 0x0001020304050607"]),
        (BACP, "0106deadbeef", ["Favored-Peer 0xdeadbeef"]),
        (0x8281, "0103aa", ["option 1 0xaa"]),
    ],
)  # fmt: skip
def test_options_are_named_and_told_and_stand_for_their_octets(protocol: int, body: str, options: list[str]) -> None:
    found, defects = read(protocol, body)
    assert [f"{option.name} {option.text}" for option in found] == options
    assert encoded(found) == bytes.fromhex(body)
    assert defects == []


def test_offsets_count_from_the_code() -> None:
    found, _ = read(LCP, "01040578 0702 0802")
    assert [option.offset for option in found] == [4, 8, 10]
    assert found[0] == PppOption(1, "MRU", b"\x05\x78", "1400", 4, 1400)


@pytest.mark.parametrize(
    ("body", "defect"),
    [
        ("01", Defect(6, "option 1 ends before its Length", "1661 6")),
        ("0100", Defect(6, "option 1 has Length 0, 2 is the least", "1661 6")),
        ("0109aa", Defect(6, "option 1 of Length 9 runs past the end, 3 octets are left", "1661 6")),
        ("010305", Defect(6, "MRU has 1 octets of value, 2 are due", "1661 6.1")),
        ("0303c2", Defect(6, "Authentication-Protocol has 1 octets of value, 2 or more are due", "1661 6.2")),
    ],
)
def test_options_that_break_the_format_are_defects(body: str, defect: Defect) -> None:
    found, defects = read(LCP, "0702" + body)
    assert found[0].name == "PFC"
    assert defects == [defect]


@pytest.mark.parametrize("body", ["01", "0109aa"])
def test_options_that_the_snap_length_cut_are_no_defects(body: str) -> None:
    assert read(LCP, "0702" + body, is_cut=True)[1] == []


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


@given(
    st.sampled_from([*OPTIONS, 0x8281]), st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=20)), max_size=6)
)
def test_the_octets_of_the_options_are_the_body(protocol: int, given_: list[tuple[int, bytes]]) -> None:
    body = b"".join(bytes((type_, 2 + len(value))) + value for type_, value in given_)
    found, _ = read(protocol, body)
    assert [(option.type, option.value) for option in found] == given_
    assert encoded(found) == body


@given(st.sampled_from([*OPTIONS]), st.binary(max_size=60), st.booleans())
def test_any_octets_are_taken(protocol: int, body: bytes, is_cut: bool) -> None:  # noqa: FBT001
    found, defects = read(protocol, body, is_cut=is_cut)
    assert body.startswith(encoded(found))
    assert is_cut or bool(defects) >= (encoded(found) != body)
    assert all(4 <= defect.offset <= 4 + len(body) for defect in defects)
    assert all(text.isprintable() for text in lcp_options(body))
