"""Which octets no dump may show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.views.secrets import secret_octets
from l2tpscope.wire.encode import encode_avp, encode_control, encode_data

PROXY_RESPONSE, CHALLENGE_RESPONSE, HOST_NAME = 33, 13, 7
SECRET = b"swordfish-4711"


def _shown(message: bytes, cut: int = 0) -> bytes:
    masked = secret_octets(message, cut)
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
        assert b"swo" not in _shown(message[:left], len(message) - left)
        assert b"swo" not in _shown(message[:left])


def test_a_secret_whose_length_runs_past_the_end_is_masked() -> None:
    message = bytearray(encode_control(12, tunnel_id=1, ns=2, nr=3, avps=encode_avp(PROXY_RESPONSE, SECRET)))
    message[-len(SECRET) - 5] = 200
    assert b"swo" not in _shown(bytes(message))


PAP = bytes.fromhex("ff03c023 01 07 0019 05") + b"alice" + bytes([len(SECRET)]) + SECRET
CHAP = bytes.fromhex("ff03c223 02 07 001a 0e") + SECRET + b"alice"
EAP_MD5 = bytes.fromhex("ff03c227 02 07 0014 04 0e") + SECRET


@pytest.mark.parametrize("payload", [PAP, CHAP, EAP_MD5, PAP[2:], CHAP[2:]])
def test_the_password_or_proof_in_ppp_is_masked(payload: bytes) -> None:
    message = encode_data(5, 6, payload)
    assert b"word" not in _shown(message)
    for left in range(len(message)):
        assert b"swo" not in _shown(message[:left])


def test_the_name_beside_a_password_is_shown() -> None:
    assert b"alice" in _shown(encode_data(5, 6, PAP))
    assert b"alice" in _shown(encode_data(5, 6, CHAP))


def test_a_length_in_pap_that_lies_hides_rather_more() -> None:
    lying = PAP.replace(bytes.fromhex("0019 05"), bytes.fromhex("0019 ff"))
    assert b"lice" in _shown(encode_data(5, 6, PAP))
    assert secret_octets(encode_data(5, 6, lying[:9])) == frozenset()


@given(st.binary(max_size=80), st.integers(0, 100))
def test_any_octets_are_taken(octets: bytes, cut: int) -> None:
    assert all(0 <= at < len(octets) for at in secret_octets(octets, cut))
