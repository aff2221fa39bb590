"""Which octets no dump may show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.views.secrets import secret_octets, suspected_octets
from l2tpscope.wire.encode import encode_avp, encode_control, encode_data

PROXY_RESPONSE, CHALLENGE_RESPONSE, HOST_NAME = 33, 13, 7
SECRET = b"swordfish-4711"


def _shown(message: bytes) -> bytes:
    masked = secret_octets(message)
    return bytes(octet for at, octet in enumerate(message) if at not in masked)


@pytest.mark.parametrize("attribute", [PROXY_RESPONSE, CHALLENGE_RESPONSE])
def test_the_value_of_a_secret_avp_is_masked_and_nothing_else(attribute: int) -> None:
    head = encode_control(12, tunnel_id=1, ns=2, nr=3, avps=encode_avp(HOST_NAME, b"lac-one"))
    message = encode_control(
        12, tunnel_id=1, ns=2, nr=3, avps=encode_avp(HOST_NAME, b"lac-one") + encode_avp(attribute, SECRET)
    )
    assert secret_octets(message) == frozenset(range(len(message) - len(SECRET), len(message)))
    assert b"lac-one" in _shown(message)
    assert secret_octets(head) == frozenset()


def test_a_secret_that_is_cut_off_is_masked_as_far_as_it_goes() -> None:
    message = encode_control(12, tunnel_id=1, ns=2, nr=3, avps=encode_avp(PROXY_RESPONSE, SECRET))
    for left in range(12, len(message)):
        assert b"swo" not in _shown(message[:left])


def test_a_secret_whose_length_runs_past_the_end_is_masked() -> None:
    message = bytearray(encode_control(12, tunnel_id=1, ns=2, nr=3, avps=encode_avp(PROXY_RESPONSE, SECRET)))
    message[-len(SECRET) - 5] = 200
    assert b"swo" not in _shown(bytes(message))


PAP = bytes.fromhex("ff03c023 01 07 0019 05") + b"alice" + bytes([len(SECRET)]) + SECRET
CHAP = bytes.fromhex("ff03c223 02 07 001c 10") + SECRET + b"42" + b"alice"
BUNDLED = bytes.fromhex("ff03003dc0000000") + PAP[2:]
EAP_MD5 = bytes.fromhex("ff03c227 02 07 0014 04 0e") + SECRET


@pytest.mark.parametrize("payload", [PAP, CHAP, EAP_MD5, PAP[2:], CHAP[2:], BUNDLED])
def test_the_password_or_proof_in_ppp_is_masked(payload: bytes) -> None:
    message = encode_data(5, 6, payload)
    assert b"word" not in _shown(message)
    for left in range(len(message)):
        assert b"swo" not in _shown(message[:left])


@pytest.mark.parametrize("code", [5, 6, 7])
def test_a_change_of_password_is_masked(code: int) -> None:
    message = encode_data(5, 6, bytes.fromhex("ff03c223") + bytes((code, 7, 0, 4 + len(SECRET))) + SECRET)
    assert b"word" not in _shown(message)


@pytest.mark.parametrize("before", [b"", b"V"])
def test_the_proof_of_an_authenticator_is_masked(before: bytes) -> None:
    body = before + b"S=" + SECRET
    message = encode_data(5, 6, bytes.fromhex("ff03c223") + bytes((3, 7, 0, 4 + len(body))) + body)
    assert b"word" not in _shown(message)


def test_the_name_beside_a_password_is_shown() -> None:
    assert b"alice" in _shown(encode_data(5, 6, PAP))
    assert b"alice" in _shown(encode_data(5, 6, CHAP))


@pytest.mark.parametrize("length", [0, 1, 4, 9, 30, 255])
def test_a_length_in_pap_that_lies_hides_rather_more(length: int) -> None:
    lying = PAP.replace(bytes.fromhex("0019 05"), bytes((0, 0x19, length)))
    assert b"word" not in _shown(encode_data(5, 6, lying))


@pytest.mark.parametrize("length", [0, 1, 15, 200])
def test_a_length_in_chap_that_lies_hides_rather_more(length: int) -> None:
    lying = CHAP.replace(bytes.fromhex("001c 10"), bytes((0, 0x1C, length)))
    assert b"word" not in _shown(encode_data(5, 6, lying))


def test_octets_that_nobody_could_decode_are_hidden_from_where_a_secret_seems_to_begin() -> None:
    message = b"?" + encode_control(3, tunnel_id=1, ns=2, nr=3, avps=encode_avp(CHALLENGE_RESPONSE, SECRET))
    assert suspected_octets(message) == frozenset(range(len(message) - len(SECRET), len(message)))
    assert suspected_octets(b"harmless") == frozenset()


@given(st.binary(max_size=80), st.booleans())
def test_any_octets_are_taken(octets: bytes, over_ip: bool) -> None:  # noqa: FBT001
    found = secret_octets(octets, over_ip=over_ip) | suspected_octets(octets)
    assert all(0 <= at < len(octets) for at in found)
