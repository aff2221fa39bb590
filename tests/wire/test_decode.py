"""decode_control: octets to messages, and any octets whatever without raising."""

import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.decode import decode_control, walk
from l2tpscope.wire.encode import encode_avp, encode_avps, encode_control, encode_message
from l2tpscope.wire.message import Avp
from l2tpscope.wire.messages import ACK, CDN, ICRQ, SCCRQ, SLI

HOST_NAME, ASSIGNED_TUNNEL_ID, RANDOM_VECTOR = 7, 9, 36

# The SCCRQ of a Linux client: version 1.0, both framings, no bearer, firmware 0x0690, Host Name "M2M".
SCCRQ_OCTETS = bytes.fromhex(
    "c8020064000000000000000080080000000000018008000000020100800a0000000300000003800a"
    "000000040000000000080000000606908009000000074d324d00130000000878656c6572616e6365"
    "2e636f6d800800000009e7f680080000000a0008"
)

avps = st.builds(
    encode_avp,
    st.integers(0, 65535),
    st.binary(max_size=40),
    vendor_id=st.sampled_from([0, 0, 9, 3561, 65535]),
    mandatory=st.booleans(),
    hidden=st.booleans(),
)
numbers = st.integers(0, 65535)
messages = st.builds(
    encode_control,
    st.integers(0, 65535) | st.none(),
    tunnel_id=numbers,
    session_id=numbers,
    ns=numbers,
    nr=numbers,
    avps=st.lists(avps, max_size=8).map(b"".join),
)


def test_every_field_of_a_real_sccrq_is_read() -> None:
    message = decode_control(SCCRQ_OCTETS)
    assert (message.version, message.flags, message.type, message.is_zlb) == (2, 0xC802, SCCRQ, False)
    assert (message.tunnel_id, message.session_id, message.ns, message.nr) == (0, 0, 0, 0)
    assert [avp.type for avp in message.avps] == [0, 2, 3, 4, 6, 7, 8, 9, 10]
    assert message.avps[5] == Avp(0, HOST_NAME, mandatory=True, hidden=False, value=b"M2M", offset=56)
    assert [avp.mandatory for avp in message.avps] == [True, True, True, True, False, True, False, True, True]
    assert message.avp(ASSIGNED_TUNNEL_ID) == message.avps[7]
    assert message.defects == ()
    assert message.octets == SCCRQ_OCTETS


def test_a_zlb_has_neither_type_nor_avps() -> None:
    message = decode_control(bytes.fromhex("c802000c12345678000500ff"))
    assert (message.tunnel_id, message.session_id, message.ns, message.nr) == (0x1234, 0x5678, 5, 255)
    assert (message.type, message.is_zlb, message.avps, message.defects) == (None, True, (), ())


def test_a_version_3_message_has_a_control_connection_id_and_no_session_id() -> None:
    octets = encode_control(6, tunnel_id=0xDEADBEEF, ns=3, nr=4, version=3)
    message = decode_control(octets)
    assert (message.version, message.tunnel_id, message.session_id) == (3, 0xDEADBEEF, None)
    assert (message.ns, message.nr, message.type, message.defects) == (3, 4, 6, ())


def test_a_version_3_zlb_is_a_zlb() -> None:
    message = decode_control(encode_control(None, tunnel_id=7, ns=1, nr=2, version=3))
    assert message.is_zlb
    assert message.defects == ()


def test_ciscos_own_acknowledgment_counts_as_ack() -> None:
    octets = encode_control(None, tunnel_id=7, ns=1, nr=2, version=3, avps=encode_avp(0, b"\0\x14", vendor_id=9))
    assert decode_control(octets).type == ACK


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        (0x4802, "T bit (control) is not set"),
        (0x8802, "L bit (length) is not set"),
        (0xC002, "S bit (sequence) is not set"),
        (0xCA02, "O bit (offset) is set on a control message"),
        (0xC902, "P bit (priority) is set on a control message"),
        (0xE802, "reserved header bits 0x2000 are set"),
        (0xC8F2, "reserved header bits 0x00F0 are set"),
        (0xC807, "header version 7 is not 2 or 3"),
    ],
)
def test_each_header_bit_that_the_rfc_excludes_is_a_defect_and_the_message_is_read_all_the_same(
    flags: int, text: str
) -> None:
    octets = encode_control(ICRQ, tunnel_id=5, session_id=9, ns=1, nr=2, avps=encode_avp(14, b"\0\7"), flags=flags)
    message = decode_control(octets)
    assert [(defect.offset, defect.text, defect.rfc) for defect in message.defects] == [(0, text, "2661 3.1")]
    assert (message.flags, message.tunnel_id, message.session_id, message.type) == (flags, 5, 9, ICRQ)
    assert [avp.value for avp in message.avps] == [b"\0\x0a", b"\0\7"]


def test_without_the_s_bit_and_its_octets_ns_and_nr_are_unknown() -> None:
    message = decode_control(encode_control(SLI, tunnel_id=17024, session_id=1, ns=0, nr=0, flags=0x8002))
    assert (message.tunnel_id, message.session_id, message.ns, message.nr) == (17024, 1, None, None)
    assert message.type == SLI
    assert len(message.defects) == 2


def test_bits_may_be_clear_while_their_octets_stand_there() -> None:
    octets = bytearray(encode_control(SLI, tunnel_id=17024, session_id=1, ns=7, nr=8))
    octets[0:2] = b"\x80\x02"
    message = decode_control(bytes(octets))
    assert (message.tunnel_id, message.session_id, message.ns, message.nr) == (17024, 1, 7, 8)
    assert message.type == SLI
    assert [defect.text for defect in message.defects] == ["L bit (length) is not set", "S bit (sequence) is not set"]


def test_offset_padding_of_a_control_message_is_skipped() -> None:
    message = decode_control(encode_control(6, tunnel_id=1, ns=0, nr=0, flags=0xCA02, offset=5))
    assert message.type == 6
    assert message.avps[0].offset == 12 + 2 + 5


def test_octets_after_the_length_are_a_defect_and_no_part_of_the_message() -> None:
    octets = encode_control(6, tunnel_id=1, ns=0, nr=0)
    message = decode_control(octets + b"\0\0\0")
    assert message.octets == octets
    assert message.type == 6
    assert [(d.offset, d.text) for d in message.defects] == [(20, "3 octets follow the end given by Length 20")]


def test_a_zlb_may_have_octets_after_its_length() -> None:
    message = decode_control(bytes.fromhex("c802000c0001000000010001") + bytes(6))
    assert message.is_zlb
    assert len(message.defects) == 1


def test_a_length_beyond_the_datagram_is_a_defect() -> None:
    message = decode_control(encode_control(6, tunnel_id=1, ns=0, nr=0, length=500))
    assert message.type == 6
    assert [(d.offset, d.text) for d in message.defects] == [(2, "Length 500, but the datagram holds 20 octets")]


def test_a_length_shorter_than_the_header_is_a_defect() -> None:
    message = decode_control(encode_control(6, tunnel_id=1, ns=0, nr=0, length=7))
    assert message.type == 6
    assert message.defects[0].text == "Length 7 is shorter than the header of 12 octets"


@pytest.mark.parametrize("size", range(len(SCCRQ_OCTETS)))
def test_a_message_cut_anywhere_returns_with_a_defect(size: int) -> None:
    message = decode_control(SCCRQ_OCTETS[:size])
    assert message.defects
    assert not message.is_zlb or size == 12


@pytest.mark.parametrize("size", range(len(SCCRQ_OCTETS)))
def test_what_the_snap_length_took_is_no_defect(size: int) -> None:
    message = decode_control(SCCRQ_OCTETS[:size], cut=len(SCCRQ_OCTETS) - size)
    assert [defect.text for defect in message.defects if size >= 2] == []
    assert not message.is_zlb


def test_a_wrong_length_is_a_defect_even_where_the_snap_length_cut() -> None:
    octets = encode_control(6, tunnel_id=1, ns=0, nr=0, length=500)
    assert [d.text for d in decode_control(octets[:16], cut=4).defects] == [
        "Length 500, but the datagram holds 20 octets"
    ]


def test_an_avp_shorter_than_its_header_ends_the_walk() -> None:
    octets = encode_control(6, tunnel_id=1, ns=0, nr=0, avps=encode_avp(7, b"x", length=5) + encode_avp(8, b"y"))
    message = decode_control(octets)
    assert [avp.type for avp in message.avps] == [0]
    assert [(d.offset, d.text) for d in message.defects] == [(20, "AVP length 5 is below the minimum of 6")]


def test_an_avp_that_overruns_the_message_is_left_out() -> None:
    message = decode_control(encode_control(6, tunnel_id=1, ns=0, nr=0, avps=encode_avp(7, b"x", length=90)))
    assert [avp.type for avp in message.avps] == [0]
    assert message.defects[0].text == "AVP length 90 runs past the end of the message, 7 octets away"


def test_reserved_bits_of_an_avp_are_kept_and_are_a_defect() -> None:
    message = decode_control(encode_control(6, tunnel_id=1, ns=0, nr=0, avps=encode_avp(7, b"x", reserved=5)))
    assert message.avps[1].reserved == 5
    assert [(d.offset, d.text) for d in message.defects] == [(20, "reserved bits 0x5 are set in an AVP")]


def test_a_hidden_avp_keeps_its_octets() -> None:
    body = encode_avp(RANDOM_VECTOR, bytes(16)) + encode_avp(ASSIGNED_TUNNEL_ID, b"\x99\x88\x77\x66", hidden=True)
    message = decode_control(encode_control(SCCRQ, tunnel_id=0, ns=0, nr=0, avps=body))
    assert message.avps[2] == Avp(
        0, ASSIGNED_TUNNEL_ID, mandatory=True, hidden=True, value=b"\x99\x88\x77\x66", offset=42
    )
    assert message.avp(ASSIGNED_TUNNEL_ID) is None


def test_the_type_is_found_behind_other_avps() -> None:
    body = encode_avp(1, b"\0\3") + encode_avp(0, CDN.to_bytes(2, "big"))
    assert decode_control(encode_control(None, tunnel_id=1, ns=0, nr=0, avps=body)).type == CDN


@pytest.mark.parametrize("avp", [encode_avp(0, b"\0\1", hidden=True), encode_avp(0, b"\1"), encode_avp(0, b"\0\0\1")])
def test_a_message_type_that_cannot_be_read_is_none_and_no_zlb(avp: bytes) -> None:
    message = decode_control(encode_control(None, tunnel_id=1, ns=0, nr=0, avps=avp))
    assert (message.type, message.is_zlb) == (None, False)


def test_the_longest_avp_fits() -> None:
    octets = encode_control(6, tunnel_id=1, ns=0, nr=0, avps=encode_avp(7, bytes(1017)))
    assert len(decode_control(octets).avps[1].value) == 1017


@given(st.binary(max_size=80), st.integers(0, 2000))
def test_any_octets_decode_without_raising(octets: bytes, cut: int) -> None:
    message = decode_control(octets, cut)
    assert octets.startswith(message.octets)


@given(messages, st.data())
def test_any_change_of_an_octet_decodes_without_raising(octets: bytes, draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(octets) - 1))
    changed = octets[:at] + bytes([draw.draw(st.integers(0, 255))]) + octets[at + 1 :]
    message = decode_control(changed)
    assert all(0 <= defect.offset <= len(changed) for defect in message.defects)


@given(messages)
def test_a_message_that_was_encoded_decodes_to_the_same_octets(octets: bytes) -> None:
    message = decode_control(octets)
    assert message.defects == ()
    assert encode_message(message) == octets


@given(st.binary(max_size=120))
def test_the_avps_octets_concatenate_to_the_body_up_to_the_defect_that_ends_it(body: bytes) -> None:
    found, defects = walk(body, 0, len(body))
    together = encode_avps(found)
    assert body.startswith(together)
    assert len(together) == len(body) or defects[-1].offset == len(together)


@given(messages, st.data())
def test_a_cut_message_never_holds_an_avp_that_the_whole_one_lacks(octets: bytes, draw: st.DataObject) -> None:
    size = draw.draw(st.integers(12, len(octets)))
    whole, part = decode_control(octets), decode_control(octets[:size])
    assert part.avps == whole.avps[: len(part.avps)]
    assert part.defects or size == len(octets)


def test_a_message_is_decoded_in_well_under_a_tenth_of_a_millisecond() -> None:
    """The aim is 300,000 messages a second, ZLBs among them; the bound leaves room for a busy machine."""
    zlb = encode_control(None, tunnel_id=1, ns=0, nr=0)
    seconds = min(timeit.repeat(lambda: (decode_control(SCCRQ_OCTETS), decode_control(zlb)), number=1000, repeat=5))
    assert seconds / 2000 < 25e-6


@given(st.integers(0, 60))
def test_an_avp_met_before_is_read_as_if_for_the_first_time(end: int) -> None:
    body = encode_avp(0, b"\0\1") + encode_avp(7, b"a-host-name") + encode_avp(2, b"\1\0")
    walk(body, 0, len(body))  # now all of them are known
    avps, defects = walk(body, 0, min(end, len(body)))
    assert sum(6 + len(avp.value) for avp in avps) <= end
    assert bool(defects) == (sum(6 + len(avp.value) for avp in avps) != min(end, len(body)))
