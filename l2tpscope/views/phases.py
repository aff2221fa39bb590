"""The phases of PPP in a session as rows of a ladder, each before the frame with which it begins (RFC 1661 3.2)."""

from collections.abc import Iterator

from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import PppFrame, Session, Tunnel
from l2tpscope.conversation.phases import ACCEPTED
from l2tpscope.views.rows import Phase
from l2tpscope.wire.ppp.numbers import (
    CHAP,
    CONFIGURE_ACK,
    CONFIGURE_REJECT,
    EAP,
    LCP,
    PAP,
    SPAP,
    TERMINATE_REQUEST,
    is_ncp,
)

ESTABLISH, AUTHENTICATE, NETWORK, TERMINATE = "Establish", "Authenticate", "Network", "Terminate"
AUTHENTICATION = (PAP, SPAP, CHAP, EAP)


def phase_rows(tunnel: Tunnel, session: Session | None) -> Iterator[Phase]:
    """Where a session of a tunnel, or the only one wanted, enters a phase."""
    for one in tunnel.sessions:
        if one.link is not None and session in (None, one):
            yield from _of_session(one, one.link)


def _of_session(session: Session, link: PppLink) -> Iterator[Phase]:
    lcp = link.negotiations.get(LCP)
    reopening = {frame.ref for frame in lcp.reopened} if lcp is not None else set()
    phase, accepted = "", False
    for frame in (said.frame for said in link.said):
        accepted = accepted or (frame.protocol, frame.code) in ACCEPTED
        entered = ESTABLISH if frame.ref in reopening else _entered(frame, phase, accepted=accepted)
        if entered and entered != phase:
            phase, accepted = entered, accepted and entered != ESTABLISH
            yield Phase(frame.ref, frame.time_ns, frame.time_ns, session.index, phase)


def _entered(frame: PppFrame, phase: str, *, accepted: bool) -> str:
    """The phase that begins with a frame, "" for none; NCPs may not begin before the peer has proved who it is."""
    if frame.protocol == LCP:
        if frame.code == TERMINATE_REQUEST:
            return TERMINATE
        return ESTABLISH if not phase and frame.code <= CONFIGURE_REJECT else ""
    if frame.protocol in AUTHENTICATION:
        return AUTHENTICATE if phase in ("", ESTABLISH) else ""
    if is_ncp(frame.protocol) and phase in ("", ESTABLISH, AUTHENTICATE):
        return NETWORK if phase != AUTHENTICATE or accepted or frame.code == CONFIGURE_ACK else ""
    return ""
