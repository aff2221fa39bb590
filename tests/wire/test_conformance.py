"""value_defects and message_defects: what a readable message does against the RFCs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.conformance import message_defects, misplaced_avps, missing_avps, value_defects
from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.encode import encode_avp, encode_control
from l2tpscope.wire.message import Avp, ControlMessage, Defect
from l2tpscope.wire.messages import CDN, FSQ, HELLO, ICRQ, SCCRQ, STOPCCN

SCCRQ_AVPS = encode_avp(2, b"\1\0") + encode_avp(3, b"\0\0\0\3") + encode_avp(7, b"lac") + encode_avp(9, b"\0\5")


def message(type_: int | None, avps: bytes = b"", **fields: int) -> ControlMessage:
    defaults = {"tunnel_id": 1, "ns": 0, "nr": 0}
    return decode_control(encode_control(type_, avps=avps, **{**defaults, **fields}))  # type: ignore[arg-type]


def texts(defects: tuple[Defect, ...]) -> list[str]:
    return [defect.text for defect in defects]


def test_a_proper_sccrq_has_no_defect() -> None:
    assert message_defects(message(SCCRQ, SCCRQ_AVPS)) == ()


@pytest.mark.parametrize(
    "avps",
    [b"", encode_avp(8, b"x", mandatory=False), encode_avp(10, b"\0\4"), encode_avp(5, bytes(8), mandatory=False)],
)
def test_optional_avps_are_no_defect(avps: bytes) -> None:
    assert message_defects(message(SCCRQ, SCCRQ_AVPS + avps)) == ()


def test_a_zlb_has_nothing_to_lack() -> None:
    assert message_defects(message(None)) == ()


@pytest.mark.parametrize("value", [b"\0\6", b"\0\2\0\6", b"\0\2\0\6text"])
def test_a_result_code_may_be_without_error_code_and_text(value: bytes) -> None:
    assert message_defects(message(STOPCCN, encode_avp(9, b"\0\5") + encode_avp(1, value))) == ()


def test_missing_avps_are_named_with_the_section_that_requires_them() -> None:
    found = message_defects(message(SCCRQ, encode_avp(2, b"\1\0")))
    assert texts(found) == [
        "SCCRQ lacks the required Assigned Tunnel ID",
        "SCCRQ lacks the required Framing Capabilities",
        "SCCRQ lacks the required Host Name",
    ]
    assert {(defect.offset, defect.rfc) for defect in found} == {(12, "2661 6.1")}
    assert missing_avps(message(SCCRQ, encode_avp(2, b"\1\0"))) == (3, 7, 9)


def test_nothing_is_called_missing_from_a_message_cut_short() -> None:
    octets = encode_control(SCCRQ, tunnel_id=0, ns=0, nr=0, avps=SCCRQ_AVPS)
    assert missing_avps(decode_control(octets[:-4])) == ()
    assert missing_avps(decode_control(octets[:28], cut=len(octets) - 28)) == ()


def test_a_hidden_avp_counts_as_present() -> None:
    hidden = encode_avp(36, bytes(16)) + encode_avp(14, bytes(16), hidden=True)
    assert message_defects(message(ICRQ, hidden + encode_avp(15, bytes(4)))) == ()


def test_an_avp_of_another_message_is_a_defect_but_not_a_vendors_or_an_unknown_one() -> None:
    odd = encode_avp(9, b"\0\5") + encode_avp(9, b"\0\5", vendor_id=4242) + encode_avp(250, b"", mandatory=False)
    found = message(HELLO, odd)
    assert texts(message_defects(found)) == ["Assigned Tunnel ID is not defined for HELLO"]
    assert [avp.offset for avp in misplaced_avps(found)] == [20]


def test_an_avp_of_the_wrong_length_is_a_defect() -> None:
    found = message_defects(message(ICRQ, encode_avp(14, b"\0\7") + encode_avp(15, b"\0\1")))
    assert found == (Defect(28, "Call Serial Number has a value of 2 octets instead of 4 octets", "2661 4.4.4"),)


@pytest.mark.parametrize(
    ("avp", "text"),
    [
        (encode_avp(9, b"\0\5", mandatory=False), "M bit of Assigned Tunnel ID is clear and must be set"),
        (encode_avp(8, b"x", mandatory=True), "M bit of Vendor Name is set and must be clear"),
        (encode_avp(7, b"xx", hidden=True), "Host Name is hidden and must not be"),
        (encode_avp(9, b"\1", hidden=True), "hidden Assigned Tunnel ID has no room for the length of what it hides"),
        (encode_avp(9, b"\0\0"), "Assigned Tunnel ID is 0, which no recipient may assign"),
        (encode_avp(32, b"\1\7", mandatory=False), "the reserved first octet of Proxy Authen ID is not 0"),
        (encode_avp(11, b""), "Challenge has a value of 0 octets instead of 1 or more octets"),
        (encode_avp(250, b"x", mandatory=True), None),
    ],
)
def test_an_avp_alone_can_be_wrong(avp: bytes, text: str | None) -> None:
    decoded = message(None, avp).avps[0]
    assert texts(value_defects(decoded)) == ([text] if text else [])


def test_in_version_3_the_m_bit_may_vary() -> None:
    assert value_defects(Avp(0, 8, mandatory=True, hidden=False, value=b"x", offset=12), version=3) == ()


def test_the_m_bit_of_a_message_type_follows_its_message() -> None:
    state = encode_avp(79, bytes(10))
    assert texts(message_defects(message(FSQ, state))) == ["M bit of the Message Type FSQ must be clear"]
    assert texts(message_defects(message(HELLO, type_mandatory=False))) == [
        "M bit of the Message Type HELLO must be set"
    ]


def test_a_repeated_avp_is_a_defect_unless_it_may_repeat() -> None:
    cause = encode_avp(46, b"\0\1\0\0\0", mandatory=False)
    base = encode_avp(1, b"\0\3") + encode_avp(14, b"\0\7") + cause + cause
    assert message_defects(message(CDN, base)) == ()
    assert texts(message_defects(message(CDN, base + encode_avp(1, b"\0\3")))) == [
        "Result Code stands in the message more than once"
    ]


def test_the_message_type_has_to_come_first() -> None:
    late = message(None, encode_avp(36, bytes(16)) + encode_avp(0, b"\0\6"))
    assert texts(message_defects(late)) == ["the first AVP is not the Message Type"]
    none = message(None, encode_avp(36, bytes(16)))
    assert texts(message_defects(none)) == ["no readable Message Type AVP"]


def test_a_hidden_avp_needs_a_random_vector_before_it() -> None:
    hidden, vector = encode_avp(14, bytes(16), hidden=True), encode_avp(36, bytes(16))
    serial = encode_avp(15, bytes(4))
    assert message_defects(message(ICRQ, vector + hidden + serial)) == ()
    found = message_defects(message(ICRQ, hidden + vector + serial))
    assert found == (Defect(20, "Assigned Session ID is hidden, but no Random Vector stands before it", "2661 4.3"),)


def test_a_message_of_the_tunnel_names_no_session() -> None:
    found = message_defects(message(HELLO, session_id=7))
    assert found == (Defect(6, "Session ID 7 in HELLO, which concerns the whole tunnel", "2661 6.5"),)


@given(st.binary(max_size=80))
def test_any_message_is_judged_without_raising(body: bytes) -> None:
    found = message_defects(message(None, body))
    assert list(found) == sorted(found)
