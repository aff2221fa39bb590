"""Which of the protocols that share UDP port 1701 a datagram holds, by its octets alone."""

from enum import Enum, auto

from l2tpscope.wire.header import (
    CONTROL_FLAGS,
    CONTROL_HEADER_OCTETS,
    L2F_F,
    L2F_K,
    L2F_RESERVED,
    L2F_S,
    L_BIT,
    O_BIT,
    S_BIT,
    T_BIT,
    VERSION_MASK,
    u16,
)
from l2tpscope.wire.layout import declared_body, starts_with_message_type

_DATA_RESERVED = 0x3430
_CONTROL_ODD_BITS = 0x34F0 | 0x0300
_HIGHEST_TYPE = 255
"""29 are assigned; room for later ones and for experiments."""
_L2F_PROTOCOLS = (1, 2, 3)
_V2, _V3 = 2, 3


class Kind(Enum):
    """What a datagram is."""

    CONTROL2 = auto()
    DATA2 = auto()
    L2F = auto()
    CONTROL3 = auto()
    DATA3 = auto()
    NOT_L2TP = auto()


def kind_of(octets: bytes, cut: int = 0) -> Kind:
    """What a datagram to or from port 1701 is: lenient towards odd headers, but DNS and the like are NOT_L2TP.

    `cut` is the number of octets that the snap length took from the end. Never raises.
    """
    if len(octets) < 6 or looks_like_dns(octets):  # noqa: PLR2004
        return Kind.NOT_L2TP
    flags = octets[0] << 8 | octets[1]
    version = flags & VERSION_MASK
    if version in (1, 9):
        return Kind.L2F if _is_l2f(octets, flags, cut) else Kind.NOT_L2TP
    if version not in (_V2, _V3):
        return Kind.NOT_L2TP
    if flags & T_BIT:
        is_control = _is_control(octets, flags, cut)
        return (Kind.CONTROL2 if version == _V2 else Kind.CONTROL3) if is_control else Kind.NOT_L2TP
    if version == _V2:
        return Kind.DATA2 if _is_data2(octets, flags, cut) else Kind.NOT_L2TP
    return Kind.DATA3 if _is_data3(octets, flags, cut) else Kind.NOT_L2TP


def is_control_by_content(octets: bytes) -> bool:
    """Whether octets on any port are a control message of version 2 or 3, judged strictly.

    T, L and S set and no other bit, Length equal to the octets at hand, and a Message Type AVP of a plausible number
    first, or nothing (a ZLB).
    """
    size = len(octets)
    if size < CONTROL_HEADER_OCTETS or octets[0] != CONTROL_FLAGS >> 8 or octets[1] not in (_V2, _V3):
        return False
    if octets[2] << 8 | octets[3] != size:
        return False
    return size == CONTROL_HEADER_OCTETS or _has_plausible_type(octets, CONTROL_HEADER_OCTETS)


def _has_plausible_type(octets: bytes, at: int) -> bool:
    return starts_with_message_type(octets, at) and 0 < (u16(octets, at + 6) or 0) <= _HIGHEST_TYPE


def _is_control(octets: bytes, flags: int, cut: int) -> bool:
    """A Message Type AVP where one belongs, or a header that is right in all its bits and its Length."""
    if any(_has_plausible_type(octets, at) for at in (CONTROL_HEADER_OCTETS, declared_body(octets, flags))):
        return True
    if flags & CONTROL_FLAGS != CONTROL_FLAGS or flags & _CONTROL_ODD_BITS:
        return False
    return CONTROL_HEADER_OCTETS <= (u16(octets, 2) or 0) <= len(octets) + cut


def _is_data2(octets: bytes, flags: int, cut: int) -> bool:
    if flags & _DATA_RESERVED:
        return False
    header = 6 + (2 if flags & L_BIT else 0) + (4 if flags & S_BIT else 0) + (2 if flags & O_BIT else 0)
    whole = len(octets) + cut
    if flags & L_BIT and not header <= (u16(octets, 2) or 0) <= whole:
        return False
    return header <= whole


def _is_data3(octets: bytes, flags: int, cut: int) -> bool:
    """RFC 3931 4.1.2.1: only the version is set in the first 32 bits; Session ID 0 is control's."""
    if flags != _V3 or len(octets) + cut < 8:  # noqa: PLR2004
        return False
    return octets[2:4] == bytes(2) and octets[4:8] != bytes(4)


def _is_l2f(octets: bytes, flags: int, cut: int) -> bool:
    if flags & L2F_RESERVED or octets[2] not in _L2F_PROTOCOLS:
        return False
    at = 4 if flags & L2F_S else 3
    header = at + 6 + (2 if flags & L2F_F else 0) + (4 if flags & L2F_K else 0)
    length = u16(octets, at + 4)
    return length is not None and header <= length <= len(octets) + cut


def looks_like_dns(octets: bytes) -> bool:
    """Whether this is a DNS message with one question (RFC 1035 4.1): a resolver may pick source port 1701.

    The other three counts are below 256, which PPP's FF 03 behind a Session ID of 1 is not.
    """
    if len(octets) < 17 or octets[4:6] != b"\x00\x01" or octets[2] & 0x78 or octets[3] & 0x40:  # noqa: PLR2004
        return False
    if octets[6] or octets[8] or octets[10]:
        return False
    at = 12
    while at < len(octets) and 0 < octets[at] <= 63:  # noqa: PLR2004 - the longest label
        at += 1 + octets[at]
    has_end = at + 5 <= len(octets) and octets[at] == 0
    return has_end and octets[at + 3] & 0x7F == 0 and octets[at + 4] in (1, 3, 255)
