"""PPP phases of a session (RFC 1661 3.2), as far as its control frames and the data between them show."""

from l2tpscope.conversation.addresses import UNASSIGNED, acknowledged, requested_address
from l2tpscope.conversation.authenticate import demanded
from l2tpscope.conversation.link import PppLink, Termination
from l2tpscope.conversation.model import SECOND, SIDES, Session, Side
from l2tpscope.wire.ppp.numbers import (
    CHAP,
    CONFIGURE_ACK,
    CONFIGURE_REQUEST,
    EAP,
    IPCP,
    IPV6CP,
    LCP,
    PAP,
    TERMINATE_REQUEST,
)

# Network Control Protocols that carry traffic: IPCP, IPV6CP, IPXCP, BCP, MPLSCP.
NETWORK_PROTOCOLS = frozenset({0x8021, 0x8057, 0x802B, 0x8031, 0x8281})
# An NCP that a side ends so soon after it opened was not wanted as it was agreed upon; its timer is 3 s (RFC 1661 4.6).
AT_ONCE_NS = 3 * SECOND
# The code by which an authenticator accepts its peer: PAP Ack, CHAP Success, EAP Success.
ACCEPTED = {(PAP, 2), (CHAP, 3), (EAP, 3)}


def settle_phase(session: Session) -> None:
    """Fill `phase`: the furthest of "lcp", "authentication", "network" that completed.

    A protocol is open when each side has acknowledged the other's Configure-Request (RFC 1661 4.3); traffic that is no
    PPP control in both directions shows the network phase open as well, where frames are missing. Where IPCP was asked
    for, IPV6CP alone, which carries something of its own at once, is not enough; nor is an IPCP that gave no address.
    """
    # Where only one direction was captured, it has to speak for both.
    sides = [side for side in SIDES if session.sent[side].packets] or list(SIDES)
    if session.ppp:
        session.phase = _negotiated(session, sides)
    if all(carries_traffic(session, side) for side in sides) and not _lacks_ipcp(session, sides):
        session.phase = "network"
    if session.link is not None:
        session.link.last_phase = _entered(session, session.link)


def _negotiated(session: Session, sides: list[Side]) -> str | None:
    """The furthest phase that the control frames show."""
    agreed = {(f.protocol, f.sender) for f in session.ppp if f.code == CONFIGURE_ACK}
    phase = None
    if all((LCP, side) in agreed for side in sides):
        phase = "lcp"
    if any((f.protocol, f.code) in ACCEPTED for f in session.ppp):
        phase = "authentication"
    opened = {p for p in NETWORK_PROTOCOLS if all((p, side) in agreed for side in sides)}
    if session.link is not None and (taken_back(session.link) or _without_address(session.link)):
        opened.discard(IPCP)
    if opened and (IPCP in opened or not _asks_for_ipcp(session)):
        phase = "network"
    return phase


def taken_back(link: PppLink) -> Termination | None:
    """The IPCP Terminate-Request of a side that would not have what it had agreed to at once before; None without."""
    ipcp = link.negotiations.get(IPCP)
    if ipcp is None or ipcp.opened_ns is None:
        return None
    agreed = (asked.answer.time_ns for _, asked in ipcp.requests() if asked.is_acknowledged and asked.answer)
    last_ns = max(agreed, default=ipcp.opened_ns)
    ends = (end for end in link.terminations if end.protocol == IPCP and not _ends_all(link, end))
    return next((end for end in ends if 0 <= end.frame.time_ns - last_ns <= AT_ONCE_NS), None)


def _ends_all(link: PppLink, end: Termination) -> bool:
    """True if its sender ends the whole link with it, for the same reason: some close the NCPs first."""
    last = (one for one in link.terminations if one.protocol == LCP and one.sender is end.sender)
    gaps = (one.frame.time_ns - end.frame.time_ns for one in last if one.reason == end.reason)
    return any(0 <= gap <= AT_ONCE_NS for gap in gaps)


def _without_address(link: PppLink) -> bool:
    """True if a side asked for an address and all that was acknowledged is 0.0.0.0 (RFC 1332 3.3)."""
    asked = (acknowledged(link, IPCP, side) for side in SIDES)
    return any(one is not None and requested_address(one) == UNASSIGNED for one in asked)


def _asks_for_ipcp(session: Session) -> bool:
    return any(f.protocol == IPCP and f.code == CONFIGURE_REQUEST for f in session.ppp)


def _lacks_ipcp(session: Session, sides: list[Side]) -> bool:
    """True where IPCP was asked for and did not open to stay, and IPV6CP, whose traffic there is, did."""
    agreed = {(f.protocol, f.sender) for f in session.ppp if f.code == CONFIGURE_ACK}
    has_ipv6 = all((IPV6CP, side) in agreed for side in sides)
    has_ipcp = all((IPCP, side) in agreed for side in sides) and not (session.link and taken_back(session.link))
    return has_ipv6 and _asks_for_ipcp(session) and not has_ipcp


def _entered(session: Session, link: PppLink) -> str:
    """The furthest phase of RFC 1661 3.2 that PPP came to."""
    if session.phase in ("authentication", "network"):
        return "network"
    if session.phase != "lcp":
        return "establish" if link.negotiations else "dead"
    return "authenticate" if any(demanded(link, side) for side in SIDES) or link.exchanges else "network"


def carries_traffic(session: Session, side: Side) -> bool:
    """True if this side sent data messages that are no PPP control frames."""
    count = session.sent[side]
    return count.packets > count.ppp


def terminated_by(session: Session) -> Side | None:
    """The side that sent the first LCP Terminate-Request."""
    return next((f.sender for f in session.ppp if f.protocol == LCP and f.code == TERMINATE_REQUEST), None)


def termination_reason(session: Session) -> bytes:
    """The data of the first LCP Terminate-Request (RFC 1661 5.5), empty where there is none."""
    for frame in session.ppp:
        if frame.protocol == LCP and frame.code == TERMINATE_REQUEST:
            return frame.octets[4:]
    return b""
