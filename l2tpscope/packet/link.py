"""Link layers: from the first octet of a frame to the IP header, through tags, labels and PPPoE."""

from collections.abc import Callable
from typing import NamedTuple

IPV4, IPV6 = 0x0800, 0x86DD
FOREIGN = 0
"""Something whole, but no IP."""

_VLANS = (0x8100, 0x88A8, 0x9100)
_MPLS = (0x8847, 0x8848)
_PPPOE = 0x8864
_PPP_IPV4, _PPP_IPV6 = 0x0021, 0x0057
_ADDRESS_AND_CONTROL = b"\xff\x03"
_CISCO_HDLC = (0x0F00, 0x8F00)
_AF_INET, _AF_INET6 = 2, (10, 24, 28, 30)
"""What BSDs, macOS and Linux write for the address families."""
_BOTTOM_OF_STACK = 0x0100


class Network(NamedTuple):
    """What the link layer carries (IPV4, IPV6 or FOREIGN), and the offset where it starts."""

    ether_type: int
    at: int


class ShortFrameError(Exception):
    """The frame ends within a header of the link layer."""


class UnknownLinkError(Exception):
    """A link type that carries no IP known to us."""


def network_of(link_type: int, octets: bytes) -> Network:
    """Find the network layer of a frame.

    Raises ShortFrameError where a header is not whole, UnknownLinkError for a link type that is not read.
    """
    read = _LINKS.get(link_type)
    if read is None:
        raise UnknownLinkError(link_type)
    return read(octets)


def _u16(octets: bytes, at: int) -> int:
    if at + 2 > len(octets):
        raise ShortFrameError
    return octets[at] << 8 | octets[at + 1]


def _ethernet(octets: bytes) -> Network:
    return _below(octets, _u16(octets, 12), 14)


def _cooked(octets: bytes) -> Network:
    return _below(octets, _u16(octets, 14), 16)


def _cooked_2(octets: bytes) -> Network:
    return _below(octets, _u16(octets, 0), 20)


def _below(octets: bytes, ether_type: int, at: int) -> Network:
    """Through VLAN tags, MPLS labels and PPPoE to what is below them."""
    while ether_type in _VLANS:
        ether_type = _u16(octets, at + 2)
        at += 4
    if at > len(octets):
        raise ShortFrameError
    if ether_type in (IPV4, IPV6):
        return Network(ether_type, at)
    if ether_type in _MPLS:
        return _mpls(octets, at)
    if ether_type == _PPPOE:
        return _pppoe(octets, at)
    return Network(FOREIGN, at)


def _mpls(octets: bytes, at: int) -> Network:
    """RFC 3032 2.1: labels of 4 octets down to the one with the S bit; below it, IP by its version nibble."""
    while not _u16(octets, at + 2) & _BOTTOM_OF_STACK:
        at += 4
    return _by_version(octets, at + 4)


def _pppoe(octets: bytes, at: int) -> Network:
    """RFC 2516 4: version and type 1, code 0 for session data, then PPP without address and control field."""
    if _u16(octets, at) != 0x1100:  # noqa: PLR2004
        return Network(FOREIGN, at)
    return _ppp_protocol(octets, at + 6)


def _pppoe_alone(octets: bytes) -> Network:
    return _pppoe(octets, 0)


def _ppp_protocol(octets: bytes, at: int) -> Network:
    """RFC 1661 2: two octets, or one where the field is compressed (its last bit is set)."""
    if at >= len(octets):
        raise ShortFrameError
    if octets[at] & 1:
        protocol, at = octets[at], at + 1
    else:
        protocol, at = _u16(octets, at), at + 2
    kind = {_PPP_IPV4: IPV4, _PPP_IPV6: IPV6}.get(protocol, FOREIGN)
    return Network(kind, at)


def _ppp(octets: bytes) -> Network:
    return _ppp_protocol(octets, 2 if octets.startswith(_ADDRESS_AND_CONTROL) else 0)


def _ppp_with_direction(octets: bytes) -> Network:
    return _ppp_protocol(octets, 3 if octets.startswith(_ADDRESS_AND_CONTROL, 1) else 1)


def _ppp_serial(octets: bytes) -> Network:
    if _u16(octets, 0) in _CISCO_HDLC:
        return _below(octets, _u16(octets, 2), 4)
    return _ppp(octets)


def _by_version(octets: bytes, at: int) -> Network:
    if at >= len(octets):
        raise ShortFrameError
    return Network({4: IPV4, 6: IPV6}.get(octets[at] >> 4, FOREIGN), at)


def _raw(octets: bytes) -> Network:
    network = _by_version(octets, 0)
    if network.ether_type == FOREIGN:
        raise UnknownLinkError
    return network


def _loopback(octets: bytes) -> Network:
    """The address family in four octets, of the capturing host's byte order or of the network's."""
    if len(octets) < 4:  # noqa: PLR2004
        raise ShortFrameError
    family = min(int.from_bytes(octets[:4], "little"), int.from_bytes(octets[:4], "big"))
    if family == _AF_INET:
        return Network(IPV4, 4)
    return Network(IPV6 if family in _AF_INET6 else FOREIGN, 4)


_LINKS: dict[int, Callable[[bytes], Network]] = {
    0: _loopback,
    1: _ethernet,
    9: _ppp,
    12: _raw,
    14: _raw,
    50: _ppp_serial,
    51: _pppoe_alone,
    101: _raw,
    104: _ppp_serial,
    108: _loopback,
    113: _cooked,
    204: _ppp_with_direction,
    228: _raw,
    229: _raw,
    276: _cooked_2,
}
