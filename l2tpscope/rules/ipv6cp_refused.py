"""The rule ipv6cp-refused."""

import re
from collections.abc import Iterator

from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import SECOND, SIDES, Conversation, PppFrame, Session
from l2tpscope.conversation.phases import carries_traffic
from l2tpscope.rules.evidence import end_called, failed_attempts, gravity, seconds
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.ncp import told
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import IPCP, IPV6CP

# A side that ends the call because of the refusal does so at once; a user needs longer to give up.
AT_ONCE_NS = SECOND
# A Terminate-Request that gives another reason did not come for this one.
NETWORK = re.compile(r"ipv6|network (control )?protocol", re.IGNORECASE)


def ipv6cp_refused(conversation: Conversation) -> Iterator[Finding]:
    """IPv6 was refused, and the call ended for it.

    What it means:
    The peer rejected IPV6CP, or ended it before it opened. That is an everyday thing and leaves IPv4 alone; here,
    however, the side that was refused ended the whole call at once, before any traffic.
    What to do:
    Switch IPv6 off in the profile of the side that asks for it (pppd: noipv6), or enable it at the other.
    Harmless when:
    The call goes on without IPv6: then nothing is reported.
    Look-alikes:
    - ipcp-rejected: IPv4 is refused
    - lcp-terminated-by-peer: the call ends for another reason, which the Terminate-Request may name
    Reference: RFC 1661 5.5, 5.7; RFC 5072 3
    """
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            refused = _refused(session.link) if session.link is not None else None
            if refused is not None and not any(carries_traffic(session, side) for side in SIDES):
                yield from _ended(conversation, session, refused)


def _refused(link: PppLink) -> PppFrame | None:
    """The Protocol-Reject or Terminate-Request of IPV6CP before it ever opened."""
    ipv6cp = link.negotiations.get(IPV6CP)
    ipcp = link.negotiations.get(IPCP)
    if ipv6cp is None or ipv6cp.opened_ns is not None or (ipcp is not None and ipcp.rejected is not None):
        return None
    return ipv6cp.rejected or next((end.frame for end in link.terminations if end.protocol == IPV6CP), None)


def _ended(conversation: Conversation, session: Session, refused: PppFrame) -> Iterator[Finding]:
    end = session.link.termination if session.link is not None else None
    if end is None or end.sender is refused.sender or not 0 <= end.frame.time_ns - refused.time_ns <= AT_ONCE_NS:
        return
    if end.reason and not NETWORK.search(end.reason):
        return
    attempts = failed_attempts(session.tunnel, session)
    who, peer = end_called(session.tunnel, end.sender), end_called(session.tunnel, refused.sender)
    yield finding(
        ipv6cp_refused,
        gravity(conversation, attempts),
        Confidence.POSSIBLE,
        f"{peer} refused IPV6CP, and {who} ended PPP {seconds(end.frame.time_ns - refused.time_ns)} later"
        + (f', saying "{end.reason}"' if end.reason else ""),
        told([refused, end.frame]),
        session=session,
        attempts=attempts,
    )
