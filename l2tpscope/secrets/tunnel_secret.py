"""Tunnel secret: the Challenge Response that proves that both ends of a tunnel know the same secret."""

import hmac

from l2tpscope.secrets.chap import chap_md5

SCCRP, SCCCN = 2, 3
"""The Message Types that may carry a Challenge Response (RFC 2661 4.4.3)."""


def challenge_response(message_type: int, secret: bytes, challenge: bytes) -> bytes:
    """The 16 octets that answer a Challenge in an SCCRP (2) or SCCCN (3) (RFC 2661 4.4.3, 5.1.1).

    The Message Type of the message that carries the response stands in for CHAP's identifier.
    """
    return chap_md5(message_type, secret, challenge)


def verify_challenge_response(message_type: int, secret: bytes, challenge: bytes, response: bytes) -> bool:
    """Whether the response was made with this secret; `challenge` is the one that the peer had sent."""
    return hmac.compare_digest(challenge_response(message_type, secret, challenge), response)
