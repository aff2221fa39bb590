"""The MRU: who refuses it, to whom large packets travel in fragments, and who sends larger ones than agreed upon."""

from collections.abc import Iterator

from l2tpscope.conversation.link import Asked, Negotiation
from l2tpscope.conversation.model import SIDES, Conversation, Session, Side, Tunnel
from l2tpscope.rules.fragments import Pair
from l2tpscope.rules.lcp import Failed, failed_links, links
from l2tpscope.rules.mtu import MRU, most_that_fits, mru
from l2tpscope.wire.ppp.numbers import LCP


def lcp_of(session: Session) -> Negotiation:
    """The negotiation of LCP, empty where none was captured."""
    return (session.link.negotiations.get(LCP) if session.link is not None else None) or Negotiation(LCP)


def refused(conversation: Conversation) -> Iterator[tuple[Failed, Side, Asked]]:
    """Calls that failed because LCP did not open, the last answer to one side being a refusal of its MRU."""
    for failed in failed_links(conversation):
        for side in SIDES if failed.session.phase is None and failed.lcp.opened_ns is None else ():
            answered = [asked for asked in failed.lcp.sides[side].requests if asked.answer is not None]
            if answered and answered[-1].refusal(MRU) is not None:
                yield failed, side, answered[-1]


def fragmented(conversation: Conversation) -> Iterator[tuple[Session, Side, Pair, int | None]]:
    """Sides that accept packets which do not fit their path, and L2TP to them travels in fragments.

    From and to which address, and octets of the largest packet that does not fit: None where none was seen whole and
    in plain. Where all fragments came and all packets are known to fit, they are those of other sessions.
    """
    fragments = conversation.fragments
    known = {*fragments.rebuilt, *fragments.broken}
    for session, link in links(conversation) if known else ():
        for side in SIDES if LCP in link.negotiations else ():
            ends = session.tunnel.ends
            pairs = ((a.address, b.address) for a in ends[side.other].addresses for b in ends[side].addresses)
            pair, fits = next(pairs, None), most_that_fits(session, side.other)
            if pair not in known or mru(session, side) <= fits:
                continue
            largest = session.sent[side.other].largest
            if largest > fits or not largest or pair in fragments.broken:
                yield session, side, pair, largest if largest > fits else None


def oversizes(conversation: Conversation) -> Iterator[tuple[Session, Side, Asked, int, int]]:
    """Sides of a tunnel to which larger packets are sent than the MRU that was agreed upon for it.

    The first of the sessions in which that is so, the request for the MRU, octets of the largest packet in it, and how
    many such sessions there are.
    """
    found: dict[tuple[Tunnel, Side], list[tuple[Session, Asked]]] = {}
    for session, _ in links(conversation):
        for side in SIDES:
            agreed = _agreed(lcp_of(session), side)
            if agreed is not None and session.sent[side.other].largest > mru(session, side):
                found.setdefault((session.tunnel, side), []).append((session, agreed))
    for (_, side), sessions in found.items():
        session, agreed = sessions[0]
        yield session, side, agreed, session.sent[side.other].largest, len(sessions)


def _agreed(lcp: Negotiation, side: Side) -> Asked | None:
    """The request with the only MRU that was ever agreed upon with this side; None where there were others, or none."""
    requests = [asked for asked in lcp.sides[side].requests if asked.is_acknowledged]
    if lcp.opened_ns is None or lcp.reopened or len(requests) != 1:
        return None
    return requests[0] if requests[0].option(MRU) is not None else None
