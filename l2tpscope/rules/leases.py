"""Leases: which call was given which inner address, when, and whether two calls had it at the same time."""

from collections.abc import Iterator
from typing import NamedTuple

from l2tpscope.conversation.addresses import acknowledged, address_of
from l2tpscope.conversation.bundles import proved_name
from l2tpscope.conversation.callers import client_of
from l2tpscope.conversation.model import SECOND, Conversation, PppFrame, Session, Side
from l2tpscope.rules.evidence import end_called
from l2tpscope.wire.ppp.numbers import IPCP

# A server that replaces an old call of the same user ends it within this; PPP's timer is 3 s (RFC 1661 4.6).
REPLACED_NS = 5 * SECOND


class Lease(NamedTuple):
    """The address that a client was given in a call, with the Ack; `realm` of its user name, "" without."""

    session: Session
    client: Side
    address: str
    given: PppFrame
    realm: str

    @property
    def server(self) -> str:
        """Who gave it, in words."""
        return end_called(self.session.tunnel, self.client.other)

    @property
    def holder(self) -> str:
        """Who was given it, in words."""
        return f"{end_called(self.session.tunnel, self.client)} in session {self.session.index}"


def leases(conversation: Conversation) -> Iterator[Lease]:
    """The address of the client of each call, in the order of the tunnels."""
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            link, client = session.link, client_of(session)
            asked = acknowledged(link, IPCP, client) if link is not None else None
            address = address_of(link, client)
            if link is not None and asked is not None and asked.answer is not None and address is not None:
                yield Lease(session, client, address, asked.answer, proved_name(link, client).partition("@")[2])


def both_alive(older: Lease, newer: Lease) -> bool:
    """True if the older call went on after the address was given again, and its client was heard in it."""
    until_ns = newer.given.time_ns + REPLACED_NS
    one, other = older.session, newer.session
    bundles = {session.link.bundle for session in (one, other) if session.link is not None}
    if len(bundles) == 1 and None not in bundles:
        return False
    ended = (session.end is not None and session.end.time_ns <= until_ns for session in (one, other))
    return not any(ended) and (one.sent[older.client].last_ns or 0) > until_ns
