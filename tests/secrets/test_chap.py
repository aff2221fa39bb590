"""CHAP with MD5: the sum of RFC 1994 by hand, and any octets."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.secrets.chap import chap_md5, eap_md5, verify_chap_md5

CHALLENGE = bytes(range(16))
ANSWERED = "fdd0afd3fb37d6e121926f40623afda5"


def test_a_response_is_the_one_that_openssl_makes_of_the_same_octets() -> None:
    assert chap_md5(7, b"wonderland-7", CHALLENGE).hex() == ANSWERED


def test_the_identifier_comes_first_then_the_secret_then_the_challenge() -> None:
    wanted = hashlib.md5(b"\xffsecret" + CHALLENGE, usedforsecurity=False).digest()
    assert chap_md5(255, b"secret", CHALLENGE) == wanted


def test_eap_makes_the_same_response() -> None:
    assert eap_md5(7, b"wonderland-7", CHALLENGE).hex() == ANSWERED


def test_only_the_right_secret_identifier_and_challenge_are_proven() -> None:
    response = bytes.fromhex(ANSWERED)
    assert verify_chap_md5(7, b"wonderland-7", CHALLENGE, response)
    assert not verify_chap_md5(7, b"wonderland-8", CHALLENGE, response)
    assert not verify_chap_md5(8, b"wonderland-7", CHALLENGE, response)
    assert not verify_chap_md5(7, b"wonderland-7", CHALLENGE[1:], response)
    assert not verify_chap_md5(7, b"wonderland-7", CHALLENGE, response[:-1])


@given(st.integers(), st.binary(), st.binary(), st.binary())
def test_any_octets_prove_nothing(identifier: int, secret: bytes, challenge: bytes, response: bytes) -> None:
    assert not verify_chap_md5(identifier, secret, challenge, response)
