"""MPPE: what encryption the two sides of a PPP link agreed upon (RFC 3078)."""

from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import Session
from l2tpscope.wire.ppp.mppe import BITS_40, BITS_56, BITS_128
from l2tpscope.wire.ppp.numbers import CCP

_MPPE = 18
"""CCP option (RFC 3078 2)."""
_STRENGTHS = {BITS_40: 40, BITS_56: 56, BITS_128: 128}


def mppe_bits(link: PppLink) -> int | None:
    """The length of the shorter key that either direction uses; None where CCP did not open with MPPE."""
    ccp = link.negotiations.get(CCP)
    if ccp is None or ccp.opened_ns is None:
        return None
    agreed = (side.option(_MPPE) for side in ccp.sides.values())
    values = [option.number or 0 for option in agreed if option is not None]
    return min((bits for value in values for bit, bits in _STRENGTHS.items() if value & bit), default=None)


def is_encrypted(session: Session) -> bool:
    """The call's user data is encrypted by MPPE."""
    return session.link is not None and mppe_bits(session.link) is not None
