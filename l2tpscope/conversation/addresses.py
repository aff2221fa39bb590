"""Addresses: what the network control protocols of a link gave each side: addresses, DNS servers, encryption."""

from ipaddress import IPv4Address

from l2tpscope.conversation.link import Asked, PppLink
from l2tpscope.conversation.model import Side
from l2tpscope.wire.ppp.numbers import CCP, IPCP
from l2tpscope.wire.ppp.options import PppOption

IP_ADDRESSES, IP_ADDRESS = 1, 3
UNASSIGNED = "0.0.0.0"  # noqa: S104 - who asks for this asks to be given an address (RFC 1332 3.3)
DNS_SERVERS = (129, 131)
MPPE = 18
_IPV4 = 4


def acknowledged(link: PppLink | None, protocol: int, side: Side) -> Asked | None:
    """The latest request of this side that its peer acknowledged."""
    negotiation = link.negotiations.get(protocol) if link is not None else None
    requests = negotiation.sides[side].requests if negotiation is not None else []
    return next((asked for asked in reversed(requests) if asked.is_acknowledged), None)


def requested_address(asked: Asked) -> str | None:
    """The address that a request of IPCP names, "0.0.0.0" where it asks for one (RFC 1332 3.1, 3.3); None without."""
    return _dotted(asked.option(IP_ADDRESS) or asked.option(IP_ADDRESSES))


def suggested_address(asked: Asked) -> str | None:
    """The address in the Nak or Reject of a request, None without."""
    return _dotted(asked.refusal(IP_ADDRESS) or asked.refusal(IP_ADDRESSES))


def address_of(link: PppLink | None, side: Side) -> str | None:
    """The address of this side inside the call, as its peer acknowledged it; None without one, and for 0.0.0.0."""
    asked = acknowledged(link, IPCP, side)
    address = requested_address(asked) if asked is not None else None
    return address if address != UNASSIGNED else None


def dns_of(link: PppLink | None, side: Side) -> tuple[str, ...]:
    """The DNS servers that this side was given, first the primary one (RFC 1877 1.1, 1.3)."""
    asked = acknowledged(link, IPCP, side)
    options = [asked.option(type_) for type_ in DNS_SERVERS] if asked is not None else []
    return tuple(option.text for option in options if option is not None and option.number)


def why_no_address(link: PppLink, side: Side) -> str | None:
    """In words, why this side has no address; None if it has one."""
    if address_of(link, side) is not None:
        return None
    negotiation = link.negotiations.get(IPCP)
    own = negotiation.sides[side].requests if negotiation is not None else []
    if negotiation is None or not own:
        return "it never asked for IPCP"
    if negotiation.rejected is not None and negotiation.opened_ns is None:
        return "IPCP itself was rejected"
    return _why_refused(own)


def mppe_of(link: PppLink, side: Side) -> PppOption | None:
    """The MPPE option of this side that its peer acknowledged: how it wants to receive (RFC 3078 2)."""
    asked = acknowledged(link, CCP, side)
    return asked.option(MPPE) if asked is not None else None


def _why_refused(requests: list[Asked]) -> str:
    asking = [asked for asked in requests if requested_address(asked) is not None]
    if not asking:
        return "it asked for none"
    last = asking[-1]
    if last.is_acknowledged:
        return "0.0.0.0 was acknowledged"
    if last.answer is None:
        return "its request was not answered"
    if last.is_rejected and suggested_address(last) is not None:
        return "the address option was rejected"
    return "0.0.0.0 was suggested" if suggested_address(last) == UNASSIGNED else "its request was refused"


def _dotted(option: PppOption | None) -> str | None:
    """The first address in the option's value."""
    octets = option.value[:_IPV4] if option is not None else b""
    return str(IPv4Address(octets)) if len(octets) == _IPV4 else None
