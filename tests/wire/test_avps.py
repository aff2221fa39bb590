"""The table of AVPs, and their values in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.avps import AVPS, is_secret, name_of, spec_of, value_of
from l2tpscope.wire.message import Avp
from l2tpscope.wire.values import Json

BBF, CISCO = 3561, 9


def value(type_: int, octets: str, vendor_id: int = 0) -> Json:
    return value_of(Avp(vendor_id, type_, mandatory=True, hidden=False, value=bytes.fromhex(octets), offset=12), 1)


@pytest.mark.parametrize(
    ("type_", "octets", "expected"),
    [
        (0, "0001", 1),
        (1, "0006", {"result": 6, "error": None, "message": None}),
        (1, "000200086e6f", {"result": 2, "error": 8, "message": "no"}),
        (1, "01000600", {"result": 1, "error": 6, "message": None}),
        (2, "0100", "1.0"),
        (3, "00000003", ["asynchronous", "synchronous"]),
        (3, "00000000", []),
        (4, "80000006", ["ATM", "analog", "0x80000000"]),
        (5, "0102030405060708", "0102030405060708"),
        (6, "0690", 0x0690),
        (7, "6c6e73", "lns"),
        (9, "ffff", 65535),
        (10, "0008", 8),
        (11, "00" * 16, "masked (16 octets)"),
        (12, "00105a68656c6c6f", {"cause": 16, "cause_message": 90, "advisory": "hello"}),
        (12, "00105a", {"cause": 16, "cause_message": 90, "advisory": None}),
        (13, "00" * 16, "masked (16 octets)"),
        (15, "0000ffff", 65535),
        (18, "00000001", ["digital"]),
        (21, "30313233", "0123"),
        (21, "47" + "ff" * 19, "47" + "ff" * 19),
        (24, "05f5e100", 100_000_000),
        (26, "01040578", ["MRU 1400"]),
        (29, "0002", "2 (PPP CHAP)"),
        (29, "0009", "9"),
        (30, "616c696365", "alice"),
        (31, "aabb", "masked (2 octets)"),
        (32, "0007", 7),
        (33, "73656372", "masked (4 octets)"),
        (35, "0000ffffffff00000001", {"send": 0xFFFFFFFF, "receive": 1}),
        (39, "", None),
        (45, "00010020", {"vpi": 1, "vci": 32}),
        (58, "00000137000141", {"vendor_id": 311, "type": 1, "value": "41"}),
        (62, "00040005", [4, 5]),
        (68, "0005", "5 (Ethernet)"),
        (71, "0003", ["active", "new"]),
        (76, "000300001388", {"capabilities": 3, "recovery_time_ms": 5000}),
        (79, "00000000000100000002", {"session_id": 1, "remote_session_id": 2}),
        (97, "0000000700000010000000ff", {"session_id": 7, "transmit_bps": 16, "receive_bps": 255}),
        (250, "abcd", "abcd"),
    ],
)
def test_each_kind_of_value_is_read(type_: int, octets: str, expected: Json) -> None:
    assert value(type_, octets) == expected


def test_call_errors_are_six_counters_behind_two_reserved_octets() -> None:
    octets = "0000" + "".join(f"{number:08x}" for number in range(1, 7))
    assert value(34, octets) == {
        "crc_errors": 1,
        "framing_errors": 2,
        "hardware_overruns": 3,
        "buffer_overruns": 4,
        "timeout_errors": 5,
        "alignment_errors": 6,
    }


def test_a_disconnect_cause_says_what_its_direction_means() -> None:
    assert value(46, "0010c22301646e") == {
        "code": 16,
        "protocol": 0xC223,
        "direction": 1,
        "message": "dn",
        "meaning": "PPP authentication failed: wrong name, password or secret (the sender rejected its peer)",
    }


def test_an_access_line_type_is_one_octet_of_four() -> None:
    assert value(145, "04000000", BBF) == "4 (VDSL1)"


def test_a_vendors_attribute_is_not_the_ietfs() -> None:
    assert name_of(BBF, 2) == "Agent-Remote-Id"
    assert name_of(0, 2) == "Protocol Version"
    assert value(2, "6869", BBF) == "hi"


@pytest.mark.parametrize(
    ("vendor_id", "type_", "name"),
    [(0, 9, "Assigned Tunnel ID"), (0, 250, "AVP 250"), (9, 77, "Cisco AVP 77"), (4242, 1, "vendor 4242 AVP 1")],
)
def test_unknown_attributes_are_named_by_number(vendor_id: int, type_: int, name: str) -> None:
    assert name_of(vendor_id, type_) == name


def test_a_value_of_the_wrong_length_is_shown_as_hex() -> None:
    assert value(9, "010203") == "010203"
    assert value(7, "") == ""


def test_secrets_are_masked_whatever_their_length() -> None:
    assert value(13, "abcd") == "masked (2 octets)"
    assert [type_ for type_ in range(120) if is_secret(0, type_)] == [11, 13, 31, 33, 59]
    assert is_secret(CISCO, 12)
    assert not is_secret(4242, 13)


def test_a_hidden_avp_has_no_value() -> None:
    assert value_of(Avp(0, 9, mandatory=True, hidden=True, value=bytes(4), offset=12)) is None


def test_the_ietfs_attributes_are_all_there() -> None:
    """IANA l2tp-parameters: 0 to 103 but for 20 and 67, which are reserved."""
    assert {type_ for vendor_id, type_ in AVPS if vendor_id == 0} == set(range(104)) - {20, 67}


def test_the_rows_of_rfc_2661_say_m_and_h_as_the_rfc_does() -> None:
    clear = {type_ for type_ in range(1, 40) if (spec := spec_of(0, type_)) and spec.m == "clear"}
    never_hidden = {type_ for type_ in range(40) if (spec := spec_of(0, type_)) and not spec.may_hide}
    assert clear == {5, 6, 8, 25, 26, 27, 28, 29, 30, 31, 32, 33, 37, 38}
    assert never_hidden == {0, 1, 2, 5, 7, 10, 12, 36, 39}


@given(st.sampled_from(sorted(AVPS)), st.binary(max_size=40), st.booleans())
def test_any_octets_give_a_value_and_no_secret(key: tuple[int, int], octets: bytes, hidden: bool) -> None:  # noqa: FBT001
    shown = value_of(Avp(*key, mandatory=True, hidden=hidden, value=octets, offset=12), 1)
    if is_secret(*key) and not hidden:
        assert shown == f"masked ({len(octets)} octets)"
