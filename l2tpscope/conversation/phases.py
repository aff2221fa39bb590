"""PPP phases of a session (RFC 1661 3.2), as far as its control frames and the data between them show."""

from l2tpscope.conversation.model import SIDES, Session, Side
from l2tpscope.wire.ppp.numbers import CHAP, CONFIGURE_ACK, EAP, LCP, PAP, TERMINATE_REQUEST

# Network Control Protocols that carry traffic: IPCP, IPV6CP, IPXCP, BCP, MPLSCP.
NETWORK_PROTOCOLS = frozenset({0x8021, 0x8057, 0x802B, 0x8031, 0x8281})
# The code by which an authenticator accepts its peer: PAP Ack, CHAP Success, EAP Success.
ACCEPTED = {(PAP, 2), (CHAP, 3), (EAP, 3)}


def settle_phase(session: Session) -> None:
    """Fill `phase`: the furthest of "lcp", "authentication", "network" that completed.

    A protocol is open when each side has acknowledged the other's Configure-Request (RFC 1661 4.3); traffic that is no
    PPP control in both directions shows the network phase open as well, where frames are missing.
    """
    # Where only one direction was captured, it has to speak for both.
    sides = [side for side in SIDES if session.sent[side].packets] or list(SIDES)
    if all(carries_traffic(session, side) for side in sides):
        session.phase = "network"
    elif session.ppp:
        session.phase = _negotiated(session, sides)


def _negotiated(session: Session, sides: list[Side]) -> str | None:
    """The furthest phase that the control frames show."""
    acknowledged = {(f.protocol, f.sender) for f in session.ppp if f.code == CONFIGURE_ACK}
    phase = None
    if all((LCP, side) in acknowledged for side in sides):
        phase = "lcp"
    if any((f.protocol, f.code) in ACCEPTED for f in session.ppp):
        phase = "authentication"
    if any(all((protocol, side) in acknowledged for side in sides) for protocol in NETWORK_PROTOCOLS):
        phase = "network"
    return phase


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
