"""Facts of an authentication that several rules ask for: who is the caller, who ended it, who insisted on what."""

from typing import NamedTuple

from l2tpscope.conversation.authenticate import AUTHENTICATION_PROTOCOL
from l2tpscope.conversation.callers import client_of
from l2tpscope.conversation.link import Exchange, PppLink
from l2tpscope.conversation.model import SECOND, Session, Side
from l2tpscope.rules.refusals import Refusal, rule_of
from l2tpscope.wire.ppp.numbers import LCP

# PPP's own timer is 3 s (RFC 1661 4.6): an end within it is a reaction, one after it has waited.
AT_ONCE_NS = 3 * SECOND
# The rules of endings that do not say why.
VAGUE = frozenset({"", "ses-cdn-admin", "ses-vendor-error"})

NO_ENCRYPTION = frozenset({741, 742})


class Closing(NamedTuple):
    """Who ended PPP or the call first, and when."""

    side: Side | None
    time_ns: int


def last_of(link: PppLink, authenticator: Side) -> Exchange | None:
    """The last exchange in which this side demanded the proof."""
    return next((one for one in reversed(link.exchanges) if one.authenticator is authenticator), None)


def closing_of(session: Session, link: PppLink) -> Closing | None:
    """The first LCP Terminate-Request, or the CDN or StopCCN where that came first."""
    end, request = session.end, link.termination
    ends = [] if request is None else [Closing(request.sender, request.frame.time_ns)]
    if end is not None and end.message is not None:
        ends.append(Closing(end.sender, end.time_ns))
    return min(ends, key=lambda closing: closing.time_ns, default=None)


def is_failed(exchange: Exchange) -> bool:
    """The authenticator said no: by its verdict, or by the error of a method within EAP."""
    return exchange.result == "failure" or (exchange.code is not None and exchange.result != "success")


def is_late(link: PppLink, exchange: Exchange) -> bool:
    """The verdict came after the side that waited for it had given up."""
    end, verdict = link.termination, exchange.verdict
    if end is None or verdict is None or end.sender is exchange.authenticator:
        return False
    return end.frame.time_ns < verdict.frame.time_ns


def judged(session: Session, link: PppLink) -> Exchange | None:
    """The exchange whose authenticator said no while its peer still waited; that of the caller first."""
    client = client_of(session)
    for side in (client.other, client):
        exchange = last_of(link, side)
        if exchange is not None and is_failed(exchange) and not is_late(link, exchange):
            return exchange
    return None


def asks_for(link: PppLink, side: Side) -> bool:
    """Whether this side demands authentication in some LCP request."""
    lcp = link.negotiations.get(LCP)
    return lcp is not None and any(one.option(AUTHENTICATION_PROTOCOL) for one in lcp.sides[side].requests)


def goes_on(link: PppLink, side: Side) -> bool:
    """Whether this side asked for a protocol of the network phase, or for compression."""
    return any(one.sides[side].requests for protocol, one in link.negotiations.items() if protocol != LCP)


def insists(session: Session, link: PppLink, side: Side) -> bool:
    """It went no further without the authentication that it had been refused."""
    lcp, closing = link.negotiations[LCP], closing_of(session, link)
    if lcp.opened_ns is None and lcp.sides[side].requests[-1].option(AUTHENTICATION_PROTOCOL) is not None:
        return True
    return closing is not None and closing.side is side and not goes_on(link, side)


def is_vague(session: Session) -> bool:
    """The message that ended the call gives no reason, neither by its code nor in words."""
    end = session.end
    if end is None or end.message is None:
        return True
    return not end.error_message and rule_of(Refusal(end, session.tunnel, session, ())) in VAGUE


def speaks_of_mppe(link: PppLink) -> bool:
    """The first Terminate-Request says that encryption is missing (pppd: "MPPE required ..."; Windows: 741, 742)."""
    end = link.termination
    return end is not None and (end.windows_error in NO_ENCRYPTION or "mppe" in end.reason.lower())


def is_wish(link: PppLink) -> bool:
    """The first Terminate-Request says that somebody wanted it so (pppd: "User request"; Windows: error 0)."""
    end = link.termination
    return end is not None and (end.windows_error == 0 or "user request" in end.reason.lower())
