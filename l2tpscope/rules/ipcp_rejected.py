"""The rule ipcp-rejected."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, PppFrame
from l2tpscope.rules.evidence import end_called, gravity
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.ncp import Stuck, stuck, told
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import IPCP, IPV6CP


def ipcp_rejected(conversation: Conversation) -> Iterator[Finding]:
    """The far end does no IPv4: it rejects IPCP as a whole.

    What it means:
    A Configure-Request of IPCP was answered by an LCP Protocol-Reject: the peer does not know IPCP, or has it switched
    off (pppd: noip; Windows: TCP/IPv4 unticked; a server profile without IPv4).
    What to do:
    Enable IPv4 for this connection at the side that rejects it; or use IPv6 alone, and switch IPv4 off at the other.
    Harmless when:
    The link is meant for IPv6 alone and works.
    Look-alikes:
    - lcp-protocol-reject: IPV6CP, CCP and others are rejected all the time, without harm
    - ipcp-no-address: IPCP is known, an address is not given
    Reference: RFC 1661 5.7; RFC 1332 2
    """
    for one in stuck(conversation):
        rejected = _rejected(one)
        if rejected is not None:
            yield finding(
                ipcp_rejected,
                gravity(conversation, one.attempts),
                Confidence.STATED,
                f"{end_called(one.session.tunnel, rejected.sender)} rejected IPCP, and so all of IPv4, in session"
                f" {one.session.index}{_otherwise(one)}",
                told([one.link.negotiations[IPCP].sides[rejected.sender.other].requests[0].first, rejected]),
                session=one.session,
                attempts=one.attempts,
            )


def _rejected(one: Stuck) -> PppFrame | None:
    """The Protocol-Reject, unless its sender took IPCP up later: it may have come before it was ready."""
    ipcp = one.link.negotiations.get(IPCP)
    if ipcp is None or ipcp.rejected is None or not ipcp.sides[ipcp.rejected.sender.other].requests:
        return None
    later = (said.frame for said in one.link.said if said.frame.protocol == IPCP)
    taken_up = any(f.sender is ipcp.rejected.sender and f.time_ns > ipcp.rejected.time_ns for f in later)
    return None if taken_up else ipcp.rejected


def _otherwise(one: Stuck) -> str:
    return "; IPv6 came up" if one.link.opened(IPV6CP) is not None else ""
