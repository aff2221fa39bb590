"""PPP phases of a session (RFC 1661 3.2), as far as its control frames and the data between them show."""

from l2tpscope.conversation.authenticate import demanded
from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import SIDES, Session, Side
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
# The code by which an authenticator accepts its peer: PAP Ack, CHAP Success, EAP Success.
ACCEPTED = {(PAP, 2), (CHAP, 3), (EAP, 3)}


def settle_phase(session: Session) -> None:
    """Fill `phase`: the furthest of "lcp", "authentication", "network" that completed.

    A protocol is open when each side has acknowledged the other's Configure-Request (RFC 1661 4.3); traffic that is no
    PPP control in both directions shows the network phase open as well, where frames are missing. Where IPCP was asked
    for, IPV6CP alone, which carries something of its own at once, is not enough.
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
    acknowledged = {(f.protocol, f.sender) for f in session.ppp if f.code == CONFIGURE_ACK}
    phase = None
    if all((LCP, side) in acknowledged for side in sides):
        phase = "lcp"
    if any((f.protocol, f.code) in ACCEPTED for f in session.ppp):
        phase = "authentication"
    opened = {p for p in NETWORK_PROTOCOLS if all((p, side) in acknowledged for side in sides)}
    if opened and (IPCP in opened or not _asks_for_ipcp(session)):
        phase = "network"
    return phase


def _asks_for_ipcp(session: Session) -> bool:
    return any(f.protocol == IPCP and f.code == CONFIGURE_REQUEST for f in session.ppp)


def _lacks_ipcp(session: Session, sides: list[Side]) -> bool:
    """True where IPCP was asked for and did not open, and IPV6CP, whose traffic there is, did."""
    acknowledged = {(f.protocol, f.sender) for f in session.ppp if f.code == CONFIGURE_ACK}
    has_ipv6 = all((IPV6CP, side) in acknowledged for side in sides)
    return has_ipv6 and _asks_for_ipcp(session) and not all((IPCP, side) in acknowledged for side in sides)


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
