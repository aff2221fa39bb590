"""Waiting for a verdict: how long a peer waited, whether that was long enough, and whether the other was alive."""

from functools import lru_cache
from itertools import takewhile

from l2tpscope.conversation.authenticate import OVER_TLS, family_of
from l2tpscope.conversation.link import Exchange, PppLink
from l2tpscope.conversation.model import SECOND, SIDES, Session, Side, Tunnel
from l2tpscope.rules.data_plane_dead import LOSSY
from l2tpscope.rules.exchanges import AT_ONCE_NS, closing_of, is_failed, is_late, is_vague, is_wish
from l2tpscope.rules.loss import lost

# pppd gives up after ten transmissions 3 s apart (RFC 1661 4.6); three of them with their time say as much.
GIVE_UP_NS = 29 * SECOND
TRIES, TRIED_NS = 3, 8 * SECOND


def waited_ns(session: Session, link: PppLink, exchange: Exchange) -> int:
    """From the first response to the end of PPP or of the call; 0 where the capture ends before that."""
    closing = closing_of(session, link)
    until = closing.time_ns if closing is not None else max(frame.time_ns for frame in session.ppp)
    return max(0, until - exchange.responses[0].frame.time_ns) if exchange.responses else 0


def is_left_waiting(session: Session, link: PppLink, exchange: Exchange) -> bool:
    """No verdict in time, though the authenticator was there and the path was not losing control messages."""
    if exchange.result != "unanswered" and not is_late(link, exchange):
        return False
    return is_patient(session, link, exchange) and is_alive(session, exchange)


def is_patient(session: Session, link: PppLink, exchange: Exchange) -> bool:
    """The peer had given up, or the authenticator itself ended it when it might have answered long ago."""
    waited, closing = waited_ns(session, link, exchange), closing_of(session, link)
    if closing is not None and closing.side is exchange.authenticator and waited >= AT_ONCE_NS:
        return True
    return waited >= GIVE_UP_NS or (len(exchange.responses) >= TRIES and waited >= TRIED_NS)


def is_alive(session: Session, exchange: Exchange) -> bool:
    """Something came from the authenticator's side after the first response: control messages, or PPP."""
    side, since = exchange.authenticator, exchange.responses[0].frame.time_ns
    sent = any(frame.sender is side and frame.time_ns >= since for frame in session.ppp)
    return (sent or _controls(session.tunnel, side, since)) and not _is_lossy(session.tunnel)


def _controls(tunnel: Tunnel, side: Side, since_ns: int) -> bool:
    """A control message of this side came at that time or later."""
    later = takewhile(lambda each: each.time_ns >= since_ns, reversed(tunnel.transmissions))
    return any(each.sender is side for each in later)


@lru_cache(maxsize=1)  # thousands of calls of one tunnel may ask in a row
def _is_lossy(tunnel: Tunnel) -> bool:
    return any(len(lost(tunnel, side)) >= LOSSY for side in SIDES)


def is_cleared(session: Session, link: PppLink, exchange: Exchange) -> bool:
    """A response of PAP or CHAP was answered, at once and without a reason, by the end of the call."""
    closing = closing_of(session, link)
    if exchange.result != "unanswered" or closing is None or closing.side is not exchange.authenticator:
        return False
    end, request = session.end, link.termination
    by_ppp = request is not None and request.sender is exchange.authenticator
    if (by_ppp and is_wish(link)) or not (by_ppp or (end is not None and end.message == "CDN")):
        return False
    at_once = waited_ns(session, link, exchange) < AT_ONCE_NS
    return at_once and family_of(exchange.protocol) != "EAP" and is_vague(session)


def is_broken_off(session: Session, link: PppLink, exchange: Exchange) -> bool:
    """EAP ended without Success for a reason that shows: Failure, an alert, no method in common, a stuck TLS."""
    if family_of(exchange.protocol) != "EAP" or exchange.result == "success":
        return False
    if is_failed(exchange) or exchange.alert is not None:
        return not is_late(link, exchange)
    if exchange.wanted and not set(exchange.wanted) & set(exchange.offered):
        return closing_of(session, link) is not None
    stuck = exchange.protocol in OVER_TLS and exchange.result == "unanswered"
    return stuck and is_patient(session, link, exchange) and is_alive(session, exchange)
