"""The PPP frame in a data message's payload: where it begins, what its protocol is, and its control header."""

from typing import NamedTuple

from l2tpscope.wire.header import u16
from l2tpscope.wire.ppp.multilink import MultilinkHeader, multilink_header
from l2tpscope.wire.ppp.numbers import (
    BACP,
    BAP,
    CCP,
    CHAP,
    EAP,
    ECP,
    IPCP,
    IPV6CP,
    LCP,
    LQR,
    MPLSCP,
    MULTILINK,
    PAP,
    is_control,
    payload_name,
)

IN_BUNDLES = frozenset({IPCP, IPV6CP, CCP, ECP, MPLSCP, LCP, PAP, CHAP, EAP, BACP, BAP})
"""Control protocols that are looked for inside multilink: any number that is control would be found in ciphers too."""
_ADDRESS_CONTROL = b"\xff\x03"
_ODD = 0x01
_WHOLE, _MULTILINK_HEADER = 0xC0, 4


class PppHeader(NamedTuple):
    """A PPP control packet (RFC 1661 5): `at` is the offset of its Code in the payload, `length` its Length field.

    `code`, `identifier` and `length` are 0 where the payload ends before them. An LQR has none of them (RFC 1989 2.4):
    its `length` is that of what is left.
    """

    protocol: int
    code: int
    identifier: int
    at: int
    length: int


class PppFraming(NamedTuple):
    """How a frame begins (RFC 1661 2, RFC 1662 3.1).

    has_address_control   FF 03 stand first; False where they are compressed away (ACFC)
    protocol              None where the payload ends before it does
    protocol_octets       1 where it is compressed (PFC), else 2; 0 where it is None
    at                    offset in the payload of what follows the protocol
    kind                  what it holds: "IPv4", "compressed (MPPE)", "multilink fragment", "LCP"; "nothing"
    multilink             the header of a multilink fragment, whose first carries the frame itself
    """

    has_address_control: bool
    protocol: int | None
    protocol_octets: int
    at: int
    kind: str
    multilink: MultilinkHeader | None = None


def ppp_framing(payload: bytes, *, is_short: bool = False) -> PppFraming:
    """Find the frame in a payload, of whatever protocol. Never raises.

    A first octet that is odd is a protocol of one octet (PFC). `is_short`: short sequence numbers of multilink were
    negotiated (RFC 1990 5.1.2), which its octets do not tell.
    """
    has_address_control = payload[:2] == _ADDRESS_CONTROL
    at = 2 if has_address_control else 0
    width = 1 if at < len(payload) and payload[at] & _ODD else 2
    if at + width > len(payload):
        return PppFraming(has_address_control, None, 0, at, "nothing")
    protocol = int.from_bytes(payload[at : at + width], "big")
    at += width
    multilink = multilink_header(payload[at:], is_short=is_short) if protocol == MULTILINK else None
    return PppFraming(has_address_control, protocol, width, at, payload_name(protocol), multilink)


def ppp_control(payload: bytes) -> PppHeader | None:
    """Find a control packet of LCP, authentication or an NCP in a data message's payload; None for any other frame.

    The address and control octets FF 03 may be absent (ACFC), and the protocol may be one octet long (PFC), which
    control protocols never are: their first octet is even (RFC 1661 2, RFC 1662 3.1). The packet may stand in a bundle
    (RFC 1990 3), whole in one fragment with the long header; others are not put together.
    """
    at = 2 if payload[:2] == _ADDRESS_CONTROL else 0
    protocol = u16(payload, at)
    if protocol is not None and MULTILINK in (protocol, protocol >> 8):
        at = _in_multilink(payload, at + (2 if protocol == MULTILINK else 1))
        protocol = u16(payload, at)
        if protocol not in IN_BUNDLES:
            return None
    if protocol is None or payload[at] & _ODD or not is_control(protocol):
        return None
    at += 2
    if protocol == LQR:
        return PppHeader(protocol, 0, 0, at, len(payload) - at)
    head = payload[at : at + 4].ljust(4, b"\0")
    return PppHeader(protocol, head[0], head[1], at, head[2] << 8 | head[3])


def _in_multilink(payload: bytes, at: int) -> int:
    """Where the frame begins that the fragment at this offset holds; the end of the payload where it is not whole."""
    is_whole = payload[at : at + 1] == bytes((_WHOLE,))
    return at + _MULTILINK_HEADER if is_whole else len(payload)
