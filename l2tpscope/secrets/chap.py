"""CHAP: the response to a challenge by MD5, which CHAP and EAP share."""

import hashlib
import hmac

_IDENTIFIER = 0xFF


def chap_md5(identifier: int, secret: bytes, challenge: bytes) -> bytes:
    """The 16 octets of a CHAP Response with MD5 (RFC 1994 4.1): MD5 of identifier, secret, challenge.

    `identifier` is that of the Response, of which the last octet counts; `challenge` is the Challenge's Value alone.
    """
    octets = bytes((identifier & _IDENTIFIER,)) + secret + challenge
    return hashlib.md5(octets, usedforsecurity=False).digest()


def eap_md5(identifier: int, secret: bytes, challenge: bytes) -> bytes:
    """The 16 octets of an EAP MD5-Challenge Response (RFC 3748 5.4): as CHAP, with the identifier of the EAP packet."""
    return chap_md5(identifier, secret, challenge)


def verify_chap_md5(identifier: int, secret: bytes, challenge: bytes, response: bytes) -> bool:
    """Whether a Response of CHAP with MD5, or of EAP MD5-Challenge, was made with this secret."""
    return hmac.compare_digest(chap_md5(identifier, secret, challenge), response)
