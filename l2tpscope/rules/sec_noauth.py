"""The rule sec-noauth."""

from collections.abc import Iterator

from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import Conversation, Session
from l2tpscope.rules.exchanges import asks_for
from l2tpscope.rules.finding import Evidence, Finding
from l2tpscope.rules.postures import Seen, in_clear, posture
from l2tpscope.wire.ppp.numbers import LCP

# AVPs by which the LAC passes on what it settled with the caller: LCP and authentication (RFC 2661 4.4.5).
PROXY = frozenset(range(26, 34))


def sec_noauth(conversation: Conversation) -> Iterator[Finding]:
    """Nobody is asked who he is: a call is let in without authentication.

    What it means:
    LCP opened without an authentication protocol in either direction, the network phase was reached, and the LAC passed
    on no proof of its caller either: whoever reaches the LNS gets an address.
    What to do:
    Demand authentication on the server (pppd: auth and a require- option; Cisco: ppp authentication).
    Harmless when:
    The LAC, a tunnel secret or the line has told who the caller is. The path belongs to the operator or to a
    laboratory, or both addresses are private: info then. Inside IPsec: silent.
    Look-alikes:
    - auth-protocol-refused: authentication is demanded, and refused
    Reference: RFC 1661 3.5; RFC 2661 9
    """
    said = "reached the network phase without any authentication of the caller"
    yield from posture(sec_noauth, _seen(conversation), said)


def _seen(conversation: Conversation) -> Iterator[Seen]:
    for session, link in () if conversation.one_direction else in_clear(conversation):
        opened = link.negotiations[LCP].opened if LCP in link.negotiations else None
        if opened is not None and session.phase == "network" and _is_open_to_all(session, link):
            yield Seen(session, Evidence(opened.ref, "LCP opened without authentication"))


def _is_open_to_all(session: Session, link: PppLink) -> bool:
    """LCP was captured as a whole, in the first call of this bundle, and nowhere there is a proof or a demand."""
    sides = link.negotiations[LCP].sides
    if not session.beginning_seen or link.exchanges or any(asks_for(link, side) for side in sides):
        return False
    return not any(PROXY & {avp.type for avp in sent.message.avps} for sent in session.transmissions)
