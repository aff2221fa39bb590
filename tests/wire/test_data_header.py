"""decode_data: headers of data messages of versions 2 and 3 and of L2F."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.encode import encode_data


def test_the_shortest_header_is_six_octets() -> None:
    header = decode_data(bytes.fromhex("000200010002") + b"\xff\x03\xc0\x21")
    assert (header.tunnel_id, header.session_id, header.ns, header.length, header.payload_at) == (1, 2, None, None, 6)


def test_the_priority_bit_is_legal_on_data() -> None:
    header = decode_data(encode_data(1, 2, b"x", flags=0x0100))
    assert header.flags == 0x0102
    assert header.defects == ()


def test_fragment_marks_of_rfc_4623_are_no_defect() -> None:
    assert decode_data(encode_data(1, 2, b"x", ns=1, flags=0x00C0)).defects == ()


def test_reserved_bits_are_a_defect() -> None:
    assert decode_data(encode_data(1, 2, b"x", flags=0x2000)).defects[0].text == "reserved header bits 0x2000 are set"


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (encode_data(1, 2, b"abc", length=True) + b"\0", "1 octets follow the end given by Length 11"),
        (encode_data(1, 2, b"abc", length=True, length_field=99), "Length 99, but the datagram holds 11 octets"),
        (encode_data(1, 2, b"abc", length=True, length_field=5), "Length 5 is shorter than the header of 8 octets"),
        (encode_data(1, 2, b"", offset=0)[:-1] + b"\x09", "the datagram ends within the header of 17 octets"),
        (b"\0\2\0", "the datagram ends within the header of 6 octets"),
    ],
)
def test_a_header_and_a_datagram_that_do_not_fit_are_a_defect(octets: bytes, text: str) -> None:
    header = decode_data(octets)
    assert [defect.text for defect in header.defects] == [text]
    assert header.payload_at <= len(octets)


def test_what_the_snap_length_took_is_no_defect() -> None:
    octets = encode_data(1, 2, bytes(90), length=True)
    assert decode_data(octets[:40], cut=len(octets) - 40).defects == ()


def test_version_3_over_udp_has_a_32_bit_session_id() -> None:
    header = decode_data(bytes.fromhex("00030000deadbeef") + b"cookie")
    assert (header.version, header.tunnel_id, header.session_id, header.payload_at) == (3, 0, 0xDEADBEEF, 8)
    assert header.defects == ()


@pytest.mark.parametrize(
    ("octets", "sequence", "payload_at"),
    [
        ("1001010700020005000bff", 7, 10),  # S: management with sequence 7
        ("00010200020005000aff", None, 9),
        ("c001020002000500120002000000000102ff", None, 17),  # F and K: offset 2, a key
    ],
)
def test_l2f_names_its_tunnel_by_clid_and_its_client_by_mid(octets: str, sequence: int | None, payload_at: int) -> None:
    header = decode_data(bytes.fromhex(octets))
    assert (header.version, header.tunnel_id, header.session_id) == (1, 5, 2)
    assert (header.ns, header.payload_at) == (sequence, payload_at)
    assert header.defects == ()


def test_the_checksum_of_l2f_stands_after_its_length() -> None:
    assert decode_data(bytes.fromhex("00090200020005000affabcd")).defects == ()


@given(st.binary(max_size=60), st.integers(0, 100))
def test_any_octets_decode_without_raising(octets: bytes, cut: int) -> None:
    assert decode_data(octets, cut).payload_at <= len(octets)
