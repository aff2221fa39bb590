"""The rule ip-duplicate."""

from collections.abc import Iterator
from typing import NamedTuple

from l2tpscope.conversation.addresses import acknowledged, address_of
from l2tpscope.conversation.model import SECOND, Conversation, PppFrame, Session, Side
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.ncp import told
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import IPCP

# A server that replaces an old call of the same user ends it within this; PPP's timer is 3 s (RFC 1661 4.6).
REPLACED_NS = 5 * SECOND


class Lease(NamedTuple):
    """The address that a client was given in a call, since the frame that acknowledged it."""

    session: Session
    client: Side
    address: str
    given: PppFrame


def ip_duplicate(conversation: Conversation) -> Iterator[Finding]:
    """One address was given to two calls at the same time.

    What it means:
    The same server acknowledged the same inner address in two calls, and both were alive: what is sent to the address
    reaches only one of them. A fixed address lies in the range of a pool, or one user's name is used twice.
    What to do:
    Take fixed addresses out of the pool, and let the server check (accel-ppp: check-ip) or allow one call per user.
    Harmless when:
    The older call is dead, and the same user dials again: nothing is reported unless the older one is heard later.
    Look-alikes:
    - routing-after-connect: traffic of one call alone is not answered, and its address is its own
    Reference: RFC 1332 3.3
    """
    held: dict[tuple[str, str], Lease] = {}
    for lease in sorted(_leases(conversation), key=lambda lease: lease.given.time_ns):
        server = end_called(lease.session.tunnel, lease.client.other)
        older = held.get((server, lease.address))
        if older is not None and _both_alive(older, lease):
            yield finding(
                ip_duplicate,
                Severity.DEGRADED,
                Confidence.DEDUCED,
                f"{server} gave {lease.address} to {end_called(lease.session.tunnel, lease.client)} in session"
                f" {lease.session.index}, while {end_called(older.session.tunnel, older.client)} had it in session"
                f" {older.session.index}",
                told([older.given, lease.given]),
                session=lease.session,
            )
        held[server, lease.address] = lease


def _leases(conversation: Conversation) -> Iterator[Lease]:
    for tunnel in conversation.tunnels:
        client = next((side for side in Side if tunnel.ends[side].role == "LAC"), Side.INITIATOR)
        for session in tunnel.talking:
            asked = acknowledged(session.link, IPCP, client) if session.link is not None else None
            address = address_of(session.link, client) if session.link is not None else None
            if asked is not None and asked.answer is not None and address is not None:
                yield Lease(session, client, address, asked.answer)


def _both_alive(older: Lease, newer: Lease) -> bool:
    """True if the older call went on after the address was given again, and its client was heard in it."""
    until_ns = newer.given.time_ns + REPLACED_NS
    one, other = older.session, newer.session
    if one.link is not None and other.link is not None and one.link.bundle and one.link.bundle == other.link.bundle:
        return False
    ended = (session.end is not None and session.end.time_ns <= until_ns for session in (one, other))
    return not any(ended) and (one.sent[older.client].last_ns or 0) > until_ns
