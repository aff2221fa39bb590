"""TLS inside EAP."""

import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.ppp.eap import Eap
from l2tpscope.wire.ppp.tls import reassembled, tls_messages


def record(kind: int, body: bytes) -> bytes:
    return bytes((kind, 3, 3)) + len(body).to_bytes(2, "big") + body


def handshake(kind: int, body: bytes = b"") -> bytes:
    return bytes((kind,)) + len(body).to_bytes(3, "big") + body


HELLO = handshake(2, b"\3\3" + bytes(32) + b"\0" + b"\xc0\x2f" + b"\0")
FLIGHT = record(22, HELLO + handshake(11, bytes(700))) + record(22, handshake(12) + handshake(14))


def names(octets: bytes) -> list[str]:
    return [message.told for message in tls_messages(octets)]


def test_several_messages_stand_in_one_record_and_one_in_several() -> None:
    told = ["ServerHello TLS 1.2, cipher 0xc02f", "Certificate", "ServerKeyExchange", "ServerHelloDone"]
    assert names(FLIGHT) == told
    messages = HELLO + handshake(11, bytes(700)) + handshake(12) + handshake(14)
    split = b"".join(record(22, messages[at : at + 100]) for at in range(0, len(messages), 100))
    assert names(split) == told


def test_fragments_are_put_together_in_their_order() -> None:
    fragments = [Eap(flags=0, tls=FLIGHT[at : at + 250]) for at in range(0, len(FLIGHT), 250)]
    assert reassembled(fragments) == FLIGHT


def test_what_is_encrypted_is_counted() -> None:
    octets = record(22, handshake(16)) + record(20, b"\1") + record(22, bytes(40)) + record(23, bytes(9)) * 3
    assert names(octets) == ["ClientKeyExchange", "ChangeCipherSpec", "4 encrypted records"]
    assert tls_messages(octets)[-1].records == 4


@pytest.mark.parametrize(
    ("body", "told", "alert"),
    [
        (b"\2\x30", "Alert fatal unknown_ca", 48),
        (b"\1\0", "Alert warning close_notify", 0),
        (b"\2\x2a", "Alert fatal bad_certificate", 42),
        (b"\7\xfe", "Alert level 7 alert 254", 254),
        (bytes(30), "1 encrypted record", None),
    ],
)
def test_alerts_have_names(body: bytes, told: str, alert: int | None) -> None:
    (found,) = tls_messages(record(21, body))
    assert (found.told, found.alert, found.version) == (told, alert, 0x0303)


def test_unknown_handshakes_are_numbers_and_other_octets_nothing() -> None:
    assert names(record(22, handshake(99))) == ["handshake 99"]
    assert names(b"GET / HTTP/1.1") == []
    assert names(FLIGHT[:30]) == []


def test_what_openssl_says_first_is_a_client_hello() -> None:
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = ssl.create_default_context().wrap_bio(incoming, outgoing, server_hostname="radius.example")
    with pytest.raises(ssl.SSLWantReadError):
        client.do_handshake()
    assert names(outgoing.read()) == ["ClientHello TLS 1.3 for radius.example"]


@given(st.binary(max_size=80), st.integers(20, 23))
def test_any_octets_are_taken(octets: bytes, kind: int) -> None:
    assert all(message.told.isprintable() for message in tls_messages(octets) + tls_messages(record(kind, octets)))
