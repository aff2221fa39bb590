"""decode_ppp: the header of a packet, and whatever its octets are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.message import Defect
from l2tpscope.wire.ppp.numbers import EAP, IPCP, LCP, LQR, PROTOCOLS
from l2tpscope.wire.ppp.packet import decode_ppp
from tests.wire.ppp.building import encoded, packet

ANY_PROTOCOL = st.sampled_from(sorted(PROTOCOLS)) | st.integers(0, 0xFFFF)


def test_a_configure_request_has_options() -> None:
    found = decode_ppp(IPCP, packet(1, "0306c0000201 810608080404"))
    assert (found.protocol, found.code, found.identifier, found.length) == (IPCP, 1, 7, 16)
    assert (found.name, found.said, found.defects) == ("IPCP Configure-Request", None, ())
    assert found.lines() == (("IP-Address", "192.0.2.1"), ("Primary-DNS", "8.8.4.4"))
    asked = found.option(129)
    assert asked is not None
    assert asked.number == 0x08080404
    assert found.option(3) is found.options[0]
    assert found.option(131) is None


@pytest.mark.parametrize("code", [1, 2, 3, 4])
def test_all_configure_packets_have_options(code: int) -> None:
    assert [option.text for option in decode_ppp(LCP, packet(code, "010405dc")).options] == ["1500"]


def test_padding_behind_the_length_is_let_be() -> None:
    found = decode_ppp(LCP, packet(9, "deadbeef") + bytes(9))
    assert found == decode_ppp(LCP, packet(9, "deadbeef"))


@pytest.mark.parametrize(
    ("octets", "cut", "defects"),
    [
        ("0107", 0, (Defect(0, "the packet ends within its header of 4 octets", "1661 5"),)),
        ("0107", 9, ()),
        ("0507000308", 0, (Defect(2, "Length 3, 4 is the least", "1661 5"),)),
        ("0107000a01", 0, (Defect(2, "Length 10 runs past the end, 5 octets were sent", "1661 5"),)),
        ("0107000a01", 2, (Defect(2, "Length 10 runs past the end, 7 octets were sent", "1661 5"),)),
        ("0107000a01", 5, ()),
    ],
)
def test_lengths_that_lie_are_defects(octets: str, cut: int, defects: tuple[Defect, ...]) -> None:
    assert decode_ppp(LCP, bytes.fromhex(octets), cut).defects == defects


def test_protocols_and_codes_that_nobody_knows_say_nothing() -> None:
    assert decode_ppp(0xC0DF, packet(1, "aa")).said is None
    assert decode_ppp(LCP, packet(99, "aa")).said is None
    assert decode_ppp(IPCP, packet(9, "aa")).said is None
    assert decode_ppp(EAP, b"").name == "EAP code 0"


@given(ANY_PROTOCOL, st.binary(max_size=80), st.integers(0, 40))
def test_any_octets_are_decoded_and_shown(protocol: int, octets: bytes, cut: int) -> None:
    found = decode_ppp(protocol, octets, cut)
    assert all(text.isprintable() for line in found.lines() for text in line)
    assert all(0 <= defect.offset <= len(octets) for defect in found.defects)
    assert octets[4:].startswith(encoded(found.options))


@given(ANY_PROTOCOL, st.integers(0, 255), st.binary(max_size=80), st.data())
def test_a_cut_makes_no_defect_of_what_was_sound(protocol: int, code: int, body: bytes, data: st.DataObject) -> None:
    whole = body if protocol == LQR else packet(code, body)
    left = data.draw(st.integers(0, len(whole)))
    known = {defect.offset for defect in decode_ppp(protocol, whole).defects}
    cut = decode_ppp(protocol, whole[:left], len(whole) - left)
    assert {defect.offset for defect in cut.defects} <= known
