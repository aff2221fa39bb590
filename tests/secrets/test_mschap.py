"""MS-CHAP: the examples of RFC 2433 and RFC 2759, other published ones, what pppd and SoftEther sent, any octets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.secrets.md4 import md4
from l2tpscope.secrets.mschap import (
    authenticator_response,
    challenge_hash,
    lm_hash,
    lm_response,
    nt_hash,
    nt_response,
    nt_response_v1,
    response_by_hash,
    unicode_forms,
    verify_authenticator,
    verify_mschapv1,
    verify_mschapv2,
    with_parity,
)
from tests.secrets.observed import CHALLENGE, FAILURE, RESPONSE, SUCCESS, Chap, chap_packets

# RFC 2433 B.2
V1_CHALLENGE = bytes.fromhex("102DB5DF085D3041")
V1_HASH = bytes.fromhex("FC156AF7EDCD6C0EDDE3337D427F4EAC")
V1_RESPONSE = bytes.fromhex("4E9D3C8F9CFD385D5BF4D3246791956CA4C351AB409A3D61")
# RFC 2759 9.2
PASSWORD, USER = b"clientPass", b"User"
AUTHENTICATOR = bytes.fromhex("5B5D7C7D7B3F2F3E3C2C602132262628")
PEER = bytes.fromhex("21402324255E262A28295F2B3A337C7E")
V2_HASH = bytes.fromhex("44EBBA8D5312B8D611474411F56989AE")
V2_CHALLENGE = bytes.fromhex("D02E4386BCE91226")
V2_RESPONSE = bytes.fromhex("82309ECD8D708B5EA08FAA3981CD83544233114A3D85D6DF")
V2_VALUE = PEER + bytes(8) + V2_RESPONSE + b"\0"
S = b"S=407A5589115FD0D6209F510FE9C04566932CDA56"
# [MS-NLMP] 4.2.2, whose NTLMv1 is the same calculation
NLMP_CHALLENGE = bytes.fromhex("0123456789abcdef")
NLMP_LM = bytes.fromhex("98def7b87f88aa5dafe2df779688a172def11c7d5ccdef13")
NLMP_NT = bytes.fromhex("67c43011f30298a2ad35ece64f16331c44bdbed927841f94")

TRUE, FALSE = b"wonderland-7", b"wonderland-8"


def test_the_hash_example_of_version_1_comes_out() -> None:
    assert nt_hash(b"MyPw") == V1_HASH
    assert nt_response_v1(V1_CHALLENGE, b"MyPw") == V1_RESPONSE


def test_the_hash_example_of_version_2_comes_out_with_all_that_lies_between() -> None:
    assert challenge_hash(PEER, AUTHENTICATOR, USER) == V2_CHALLENGE
    assert nt_hash(PASSWORD) == V2_HASH
    assert md4(V2_HASH).hex().upper() == "41C00C584BD2D91C4017A2A12FA59F3F"
    assert nt_response(PEER, AUTHENTICATOR, USER, PASSWORD) == V2_RESPONSE
    assert authenticator_response(V2_HASH, V2_RESPONSE, V2_CHALLENGE) == S


def test_the_example_of_des_keys_comes_out() -> None:
    assert with_parity(V1_HASH[:7]).hex().upper() == "FD0B5B5E7F6E34D9"
    assert with_parity(V1_HASH[7:14]).hex().upper() == "0E6E796737EA08FE"


def test_the_lan_manager_examples_of_nlmp_come_out() -> None:
    assert lm_hash(b"Password").hex() == "e52cac67419a9a224a3b108f3fa6cb6d"
    assert lm_response(NLMP_CHALLENGE, b"Password") == NLMP_LM
    assert nt_response_v1(NLMP_CHALLENGE, b"Password") == NLMP_NT


def test_a_response_of_version_1_is_proven_by_the_part_that_its_flag_names() -> None:
    assert verify_mschapv1(b"Password", NLMP_CHALLENGE, bytes(24) + NLMP_NT + b"\1")
    assert verify_mschapv1(b"pASSWORD", NLMP_CHALLENGE, NLMP_LM + bytes(24) + b"\0")
    assert not verify_mschapv1(b"pASSWORD", NLMP_CHALLENGE, NLMP_LM + NLMP_NT + b"\1")
    assert not verify_mschapv1(b"Passwort", NLMP_CHALLENGE, NLMP_LM + NLMP_NT + b"\0")


def test_a_response_of_version_2_is_proven_with_and_without_a_domain() -> None:
    assert verify_mschapv2(PASSWORD, USER, AUTHENTICATOR, V2_VALUE)
    assert verify_mschapv2(PASSWORD, b"BIGCO\\User", AUTHENTICATOR, V2_VALUE)
    assert not verify_mschapv2(PASSWORD, b"user", AUTHENTICATOR, V2_VALUE)
    assert not verify_mschapv2(b"clientpass", USER, AUTHENTICATOR, V2_VALUE)


def test_a_peer_that_leaves_the_domain_in_the_name_is_proven_too() -> None:
    name = b"BIGCO\\User"
    value = PEER + bytes(8) + nt_response(PEER, AUTHENTICATOR, name, PASSWORD) + b"\0"
    assert verify_mschapv2(PASSWORD, name, AUTHENTICATOR, value)


def test_a_success_is_proven_whatever_text_follows() -> None:
    for message in (S, S + b" M=Access granted", S.lower()):
        assert verify_authenticator(PASSWORD, USER, AUTHENTICATOR, V2_VALUE, message)
    assert not verify_authenticator(b"clientpass", USER, AUTHENTICATOR, V2_VALUE, S)
    assert not verify_authenticator(PASSWORD, USER, AUTHENTICATOR, V2_VALUE, S[:-1])


def test_a_password_beyond_ascii_is_proven_as_utf_16_and_as_pppd_takes_it() -> None:
    password = "pässwörd".encode()
    assert unicode_forms(password) == ("pässwörd".encode("utf-16-le"), b"".join(bytes((o, 0)) for o in password))
    for form in unicode_forms(password):
        response = response_by_hash(V2_CHALLENGE, md4(form))
        assert verify_mschapv2(password, USER, AUTHENTICATOR, PEER + bytes(8) + response + b"\0")
        response = response_by_hash(V1_CHALLENGE, md4(form))
        assert verify_mschapv1(password, V1_CHALLENGE, bytes(24) + response + b"\1")


def test_a_password_that_is_not_utf_8_has_one_form() -> None:
    assert unicode_forms(b"\xff\xfe") == (b"\xff\0\xfe\0",)


def exchanges(name: str) -> list[tuple[Chap, Chap, Chap]]:
    """Challenge, Response, and what came of it, of each exchange of a sample capture, by identifier and order."""
    packets = list(chap_packets(name))
    found = []
    for at, response in enumerate(packets):
        same = [packet for packet in packets[at:] if packet.identifier == response.identifier]
        asked = [packet for packet in packets[:at] if packet.code == CHALLENGE]
        ended = [packet for packet in same if packet.code in (SUCCESS, FAILURE)]
        if response.code == RESPONSE and asked and ended:
            found.append((asked[-1], response, ended[0]))
    return found


@pytest.mark.parametrize("name", ["clean-call.pcap", "tunnel-auth-ok.pcapng", "softether-clean.pcap", "vlan.pcap"])
def test_daemons_prove_that_both_knew_the_password(name: str) -> None:
    ((challenge, response, success),) = exchanges(name)
    assert (response.name, success.code) == (b"alice", SUCCESS)
    assert verify_mschapv2(TRUE, response.name, challenge.value, response.value)
    assert not verify_mschapv2(FALSE, response.name, challenge.value, response.value)
    assert verify_authenticator(TRUE, response.name, challenge.value, response.value, success.message)
    assert not verify_authenticator(FALSE, response.name, challenge.value, response.value, success.message)


@pytest.mark.parametrize("name", ["wrong-password.pcapng", "wrong-then-right-password.pcap"])
def test_a_refused_response_proves_the_password_that_was_used(name: str) -> None:
    challenge, response, failure = exchanges(name)[0]
    assert failure.code == FAILURE
    assert verify_mschapv2(FALSE, response.name, challenge.value, response.value)
    assert not verify_mschapv2(TRUE, response.name, challenge.value, response.value)


def test_the_second_call_was_made_with_the_right_password() -> None:
    challenge, response, success = exchanges("wrong-then-right-password.pcap")[1]
    assert verify_mschapv2(TRUE, response.name, challenge.value, response.value)
    assert verify_authenticator(TRUE, response.name, challenge.value, response.value, success.message)


values = st.binary(max_size=60) | st.binary(min_size=49, max_size=49)
challenges = st.binary(max_size=20) | st.binary(min_size=16, max_size=16) | st.binary(min_size=8, max_size=8)


@given(st.binary(max_size=40), st.binary(max_size=40), challenges, values, st.binary(max_size=60))
def test_any_octets_prove_nothing(password: bytes, name: bytes, asked: bytes, value: bytes, message: bytes) -> None:
    assert not verify_mschapv1(password, asked, value)
    assert not verify_mschapv2(password, name, asked, value)
    assert not verify_authenticator(password, name, asked, value, message)
