"""TLS inside EAP: the records of reassembled fragments, and the messages that are not encrypted, by name."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from l2tpscope.wire.header import u16
from l2tpscope.wire.ppp.eap import Eap
from l2tpscope.wire.ppp.tls_hello import client_hello, server_hello

CHANGE_CIPHER_SPEC, ALERT, HANDSHAKE, APPLICATION = 20, 21, 22, 23
CLIENT_HELLO, SERVER_HELLO = 1, 2
_RECORD, _MESSAGE = 5, 4
"""Octets of the headers: type, version, length (RFC 5246 6.2.1); type, length (RFC 5246 7.4)."""
_LEVELS = {1: "warning", 2: "fatal"}

HANDSHAKES: dict[int, str] = {
    0: "HelloRequest", 1: "ClientHello", 2: "ServerHello", 4: "NewSessionTicket", 5: "EndOfEarlyData",
    8: "EncryptedExtensions", 11: "Certificate", 12: "ServerKeyExchange", 13: "CertificateRequest",
    14: "ServerHelloDone", 15: "CertificateVerify", 16: "ClientKeyExchange", 20: "Finished", 21: "CertificateURL",
    22: "CertificateStatus", 24: "KeyUpdate",
}  # fmt: skip
"""IANA tls-parameters, handshake types."""
ALERTS: dict[int, str] = {
    0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed", 22: "record_overflow",
    30: "decompression_failure", 40: "handshake_failure", 41: "no_certificate", 42: "bad_certificate",
    43: "unsupported_certificate", 44: "certificate_revoked", 45: "certificate_expired", 46: "certificate_unknown",
    47: "illegal_parameter", 48: "unknown_ca", 49: "access_denied", 50: "decode_error", 51: "decrypt_error",
    60: "export_restriction", 70: "protocol_version", 71: "insufficient_security", 80: "internal_error",
    86: "inappropriate_fallback", 90: "user_canceled", 100: "no_renegotiation", 109: "missing_extension",
    110: "unsupported_extension", 111: "certificate_unobtainable", 112: "unrecognized_name",
    113: "bad_certificate_status_response", 114: "bad_certificate_hash_value", 115: "unknown_psk_identity",
    116: "certificate_required", 120: "no_application_protocol",
}  # fmt: skip
"""IANA tls-parameters, alerts."""


class TlsMessage(NamedTuple):
    """One message of TLS as far as it can be read.

    name      "ClientHello", "Certificate", "Alert", "ChangeCipherSpec"; "encrypted" for records that cannot be read
    told      the same with what it says: "ClientHello TLS 1.2 for radius.example", "Alert fatal unknown_ca"
    offset    of its record in the octets
    alert     the description of an alert that is not encrypted (RFC 5246 7.2), or None
    version   that a hello offers or chooses: 0x0303 is TLS 1.2; else that of the record
    records   of encrypted ones in a row this stands for so many; else 1
    """

    name: str
    told: str
    offset: int
    version: int
    alert: int | None = None
    records: int = 1


class _Record(NamedTuple):
    kind: int
    version: int
    offset: int
    body: bytes


def reassembled(fragments: Iterable[Eap]) -> bytes:
    """The TLS records in packets of one direction, in the order given: fragments carry no offsets (RFC 5216 2.1.5)."""
    return b"".join(fragment.tls for fragment in fragments)


def tls_messages(octets: bytes) -> tuple[TlsMessage, ...]:
    """The messages of one direction of a TLS connection; ends quietly where its octets do. Never raises."""
    found: list[TlsMessage] = []
    for message in _messages(octets):
        before = found[-1] if found else None
        if before is not None and message.name == before.name == "encrypted":
            count = before.records + 1
            found[-1] = before._replace(records=count, told=f"{count} encrypted records")
        else:
            found.append(message)
    return tuple(found)


def _records(octets: bytes) -> Iterator[_Record]:
    at = 0
    while at + _RECORD <= len(octets) and CHANGE_CIPHER_SPEC <= octets[at] <= APPLICATION:
        length = u16(octets, at + 3) or 0
        body = octets[at + _RECORD : at + _RECORD + length]
        yield _Record(octets[at], u16(octets, at + 1) or 0, at, body)
        at += _RECORD + length


def _messages(octets: bytes) -> Iterator[TlsMessage]:
    """What follows a ChangeCipherSpec is encrypted (RFC 5246 7.1), and what TLS 1.3 calls application data."""
    is_encrypted, pending = False, b""
    for record in _records(octets):
        if record.kind == CHANGE_CIPHER_SPEC:
            is_encrypted, pending = True, b""
            yield TlsMessage("ChangeCipherSpec", "ChangeCipherSpec", record.offset, record.version)
        elif is_encrypted or record.kind == APPLICATION:
            yield TlsMessage("encrypted", "1 encrypted record", record.offset, record.version)
        elif record.kind == ALERT:
            yield _alert(record)
        else:
            pending += record.body
            while (end := _end(pending)) is not None:
                yield _handshake(record, pending[:end])
                pending = pending[end:]


def _end(pending: bytes) -> int | None:
    """Where the first message of the handshake ends, which several records may hold (RFC 5246 6.2.1)."""
    end = _MESSAGE + int.from_bytes(pending[1:_MESSAGE], "big")
    return end if _MESSAGE <= end <= len(pending) else None


def _alert(record: _Record) -> TlsMessage:
    if len(record.body) != 2:  # noqa: PLR2004 - level and description
        return TlsMessage("encrypted", "1 encrypted record", record.offset, record.version)
    level, alert = record.body
    told = f"Alert {_LEVELS.get(level, f'level {level}')} {ALERTS.get(alert, f'alert {alert}')}"
    return TlsMessage("Alert", told, record.offset, record.version, alert)


def _handshake(record: _Record, message: bytes) -> TlsMessage:
    name, body = HANDSHAKES.get(message[0], f"handshake {message[0]}"), message[_MESSAGE:]
    hello = {CLIENT_HELLO: client_hello, SERVER_HELLO: server_hello}.get(message[0])
    if hello is None:
        return TlsMessage(name, name, record.offset, record.version)
    said = hello(body)
    version = record.version if said.version is None else said.version
    return TlsMessage(name, f"{name} {said.told}".rstrip(), record.offset, version)
