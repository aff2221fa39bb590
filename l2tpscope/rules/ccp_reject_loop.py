"""The rule ccp-reject-loop."""

from collections.abc import Iterator

from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import SIDES, Conversation, PppFrame, Side
from l2tpscope.rules.evidence import end_called, seconds
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.ncp import told
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.link import Reject
from l2tpscope.wire.ppp.numbers import CCP, PROTOCOL_REJECT

# A negotiation of CCP takes one refusal or two; pppd ends a loop of Naks at five (DEFMAXNAKLOOPS).
MANY = 5


def ccp_reject_loop(conversation: Conversation) -> Iterator[Finding]:
    """CCP is asked for again and again, and refused each time.

    What it means:
    A side does not take the refusal of compression for an answer and keeps asking, often with an MPPE option in which
    all bits are off. It is noise: IPv4 works without CCP.
    What to do:
    Switch CCP off at the side that asks (pppd: noccp), or leave it.
    Harmless when:
    It always is, apart from the log it fills.
    Look-alikes:
    - ccp-mppe-required: the side that asks ends the call
    Reference: RFC 1661 5.4; RFC 1962 2
    """
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            for side in SIDES if session.link is not None else ():
                refused = _refusals(session.link, side)  # type: ignore[arg-type]
                if len(refused) >= MANY:
                    yield finding(
                        ccp_reject_loop,
                        Severity.INFO,
                        Confidence.DEDUCED,
                        f"{end_called(tunnel, side)} asked for CCP again and again in session {session.index}: refused"
                        f" {len(refused)} times in {seconds(refused[-1].time_ns - refused[0].time_ns)}",
                        told(refused[:4]),
                        session=session,
                        occurrences=len(refused),
                    )


def _refusals(link: PppLink, side: Side) -> list[PppFrame]:
    """What refused CCP to this side: Configure-Reject, -Nak and Protocol-Reject; none once it was agreed upon."""
    ccp = link.negotiations.get(CCP)
    if ccp is None or ccp.opened_ns is not None:
        return []
    answers = [asked.answer for asked in ccp.sides[side].requests if asked.answer is not None and asked.refused]
    rejects = [
        said.frame
        for said in link.said
        if said.frame.code == PROTOCOL_REJECT and said.frame.sender is side.other
        if isinstance(said.packet.said, Reject) and said.packet.said.rejected == CCP
    ]
    return sorted([*answers, *rejects], key=lambda frame: frame.time_ns)
