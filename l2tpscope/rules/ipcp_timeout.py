"""The rule ipcp-timeout."""

from collections.abc import Iterator

from l2tpscope.conversation.link import Asked
from l2tpscope.conversation.model import SIDES, Conversation, Side
from l2tpscope.rules.evidence import counted, end_called, gravity, seconds
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.ncp import Stuck, stuck, told
from l2tpscope.rules.rule import finding
from l2tpscope.rules.silence import enough
from l2tpscope.wire.ppp.numbers import IPCP


def ipcp_timeout(conversation: Conversation) -> Iterator[Finding]:
    """The link is up, but nobody answers IPCP.

    What it means:
    Configure-Requests of IPCP were repeated and not answered at this capture point, while other frames of the peer
    still came: its IPCP waits for something else (CCP, RADIUS, a pool of addresses), is stuck, or is filtered.
    What to do:
    Read the PPP log of the side that does not answer. Capture at that side: see whether the requests arrive there, and
    whether answers leave it.
    Harmless when:
    The link is meant for IPv6 alone, and the peer ignores IPCP rather than rejecting it.
    Look-alikes:
    - ccp-mppe-required: the peer insists on encryption before IPCP
    - ccp-ipcp-race: it answers, with Terminate-Ack
    - data-plane-dead: nothing else of PPP comes from it, either
    Reference: RFC 1661 4.6, 5.1
    """
    if conversation.one_direction:
        return
    for one in stuck(conversation):
        found = next(((side, asked) for side in SIDES if (asked := _unanswered(one, side)) is not None), None)
        if found is not None:
            yield _finding(conversation, one, *found)


def _unanswered(one: Stuck, side: Side) -> Asked | None:
    """The last request of this side, if it was repeated in vain although its peer was there."""
    ipcp = one.link.negotiations.get(IPCP)
    last = ipcp.sides[side].requests[-1:] if ipcp is not None and ipcp.rejected is None and not ipcp.unasked else []
    heard_ns = one.session.sent[side.other].last_ns or 0
    return next((a for a in last if a.answer is None and enough(a.frames) and heard_ns > a.first.time_ns), None)


def _finding(conversation: Conversation, one: Stuck, side: Side, asked: Asked) -> Finding:
    tunnel, lasted = one.session.tunnel, seconds(asked.frames[-1].time_ns - asked.first.time_ns)
    return finding(
        ipcp_timeout,
        gravity(conversation, one.attempts),
        Confidence.LIKELY,
        f"{end_called(tunnel, side.other)} did not answer IPCP at this capture point:"
        f" {counted(len(asked.frames), 'Configure-Request')} in {lasted}, though other frames came from it",
        told(asked.frames[:4]),
        session=one.session,
        attempts=one.attempts,
    )
