"""Hiding: AVP values hidden with the tunnel secret and a Random Vector, and read again."""

import hashlib
import hmac
import struct

_CHUNK = 16
_LENGTH = struct.Struct(">H")
_ATTRIBUTE = struct.Struct(">H")
_LONGEST = 0xFFFF


def shared_key_v3(secret: bytes) -> bytes:
    """The 16 octets that L2TPv3 hides with, in place of the secret itself (RFC 3931 5.3)."""
    return hmac.new(secret, b"\x01", "md5").digest()


def hide(type_: int, secret: bytes, random_vector: bytes, value: bytes, padding: bytes = b"") -> bytes:
    """The value of a hidden AVP, 2 octets and the padding longer than `value` (RFC 2661 4.3).

    `type_` is the Attribute Type, whatever the vendor; `random_vector` the value of the last Random Vector AVP before.
    For L2TPv3, `secret` is the `shared_key_v3`. ValueError where the value has more octets than its length can say.
    """
    if len(value) > _LONGEST:
        raise ValueError(f"{len(value)} octets are more than an AVP holds")
    subformat = _LENGTH.pack(len(value)) + value + padding
    hidden = b""
    for at in range(0, len(subformat), _CHUNK):
        mask = _mask(type_, secret, random_vector, hidden)
        hidden += _xored(subformat[at : at + _CHUNK], mask)
    return hidden


def unhide(type_: int, secret: bytes, random_vector: bytes, hidden_value: bytes) -> bytes | None:
    """The original value of a hidden AVP, without its padding (RFC 2661 4.3).

    None where the original length does not fit: the secret or the Random Vector is another one, or the octets are
    broken. Of hidden values of n octets, (n - 1) in 65,536 come out as other octets under a wrong secret: what came out
    is proven only where it is also a value that its AVP may have. Never raises.
    """
    clear = b"".join(
        _xored(hidden_value[at : at + _CHUNK], _mask(type_, secret, random_vector, hidden_value[:at]))
        for at in range(0, len(hidden_value), _CHUNK)
    )
    if len(clear) < _LENGTH.size:
        return None
    end = _LENGTH.size + _LENGTH.unpack_from(clear)[0]
    return clear[_LENGTH.size : end] if end <= len(clear) else None


def _mask(type_: int, secret: bytes, random_vector: bytes, hidden_before: bytes) -> bytes:
    """b(i): of the first chunk from type, secret and vector, of others from the secret and the hidden chunk before."""
    if hidden_before:
        return _md5(secret + hidden_before[-_CHUNK:])
    return _md5(_ATTRIBUTE.pack(type_ & 0xFFFF) + secret + random_vector)


def _md5(octets: bytes) -> bytes:
    return hashlib.md5(octets, usedforsecurity=False).digest()


def _xored(chunk: bytes, mask: bytes) -> bytes:
    """A chunk of 16 octets or less under the mask."""
    return bytes(octet ^ other for octet, other in zip(chunk, mask, strict=False))
