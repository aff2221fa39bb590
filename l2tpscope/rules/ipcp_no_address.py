"""The rule ipcp-no-address."""

from collections.abc import Iterator

from l2tpscope.conversation.addresses import UNASSIGNED, address_of, requested_address, suggested_address
from l2tpscope.conversation.link import Asked, PppLink
from l2tpscope.conversation.model import SIDES, Conversation, PppFrame, Side
from l2tpscope.conversation.phases import taken_back
from l2tpscope.rules.evidence import end_called, gravity
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.ncp import Stuck, fight, stuck, told
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import IPCP


def ipcp_no_address(conversation: Conversation) -> Iterator[Finding]:
    """PPP came up, but one side was given no address that it could use.

    What it means:
    The request for an address was rejected, or answered with 0.0.0.0, or IPCP was ended at once because of the
    addresses: the server has no pool for this user, the pool is empty, RADIUS sent no Framed-IP-Address, or the address
    given is not one that the user may have.
    What to do:
    On the server, look at the address pool, the user's fixed address and its list of addresses allowed, and at what
    RADIUS returns. Or give the client a fixed address that the server accepts.
    Harmless when:
    The link is meant to carry no IPv4, or routers use it without addresses of its own.
    Look-alikes:
    - ipcp-address-fight: both sides insist on different addresses
    - ipcp-rejected: the peer rejects IPCP as a whole
    - ses-no-resources: the server refuses the call itself, in L2TP
    Reference: RFC 1332 3.3; RFC 1661 5.3, 5.4
    """
    for one in stuck(conversation):
        words, frames = _denied(one)
        if words and not any(fight(one.link, side) for side in SIDES):
            yield finding(
                ipcp_no_address,
                gravity(conversation, one.attempts),
                Confidence.STATED,
                f"No usable address in session {one.session.index}: {words}",
                told(frames),
                session=one.session,
                attempts=one.attempts,
            )


def _denied(one: Stuck) -> tuple[str, list[PppFrame | None]]:
    """What was done to the request for an address, "" for nothing, and the frames that show it."""
    tunnel, end = one.session.tunnel, taken_back(one.link)
    reason = f', saying "{end.reason}"' if end is not None and end.reason else ""
    ended = f"; {end_called(tunnel, end.sender)} ended IPCP at once{reason}" if end is not None else ""
    last = [end.frame] if end is not None else []
    for side in SIDES:
        asked = _refused(one.link, side) if address_of(one.link, side) is None else None
        if asked is not None:
            words = f"{end_called(tunnel, side.other)} {_answer(asked)} from {end_called(tunnel, side)}{ended}"
            return words, [asked.first, asked.answer, *last]
    return ended.removeprefix("; "), [one.link.negotiations[IPCP].opened, *last] if last else []


def _refused(link: PppLink, side: Side) -> Asked | None:
    """The last request of this side for an address, if the answer gave none."""
    ipcp = link.negotiations.get(IPCP)
    requests = [asked for own, asked in (ipcp.requests() if ipcp is not None else ()) if own is side]
    asking = [asked for asked in requests if requested_address(asked) is not None]
    given = suggested_address(asking[0]) if asking else None
    zero = asking and asking[-1].is_acknowledged and requested_address(asking[-1]) == UNASSIGNED
    denied = asking and ((asking[0].is_rejected and given is not None) or given == UNASSIGNED)
    return asking[-1] if zero else asking[0] if denied else None


def _answer(asked: Asked) -> str:
    verb = "acknowledged" if asked.is_acknowledged else "rejected" if asked.is_rejected else "answered with 0.0.0.0"
    return f"{verb} the request for the address {requested_address(asked)}"
