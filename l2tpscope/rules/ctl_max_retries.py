"""The rule ctl-max-retries."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, Delivery, Tunnel
from l2tpscope.rules.evidence import end_called, failed_attempts, message_called, seconds, shown_all, waited_out
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import CDN, HELLO, SCCRP, SCCRQ, STOPCCN

# RFC 2661 5.8: "several retransmissions (a recommended default is 5...)"; some stacks give up after two.
TRANSMISSIONS = 3
# Unanswered, these have names of their own, or nobody is left to answer them.
NAMED_ELSEWHERE = (SCCRQ, SCCRP, HELLO, CDN, STOPCCN)


def ctl_max_retries(conversation: Conversation) -> Iterator[Finding]:
    """A control message was repeated until its sender gave up.

    What it means:
    The first message that stays unacknowledged says where it broke. SCCCN, ICRQ or ICCN: the way back, or an AVP that
    makes the receiver throw the message away. WEN or SLI: the peer is dead, or does not know the message.
    What to do:
    Capture at the other end: does the message arrive there, and does an acknowledgment leave? If it arrives and nothing
    leaves, read the peer's log for the AVP or the Tunnel ID that it does not like.
    Harmless when:
    The message is a CDN or StopCCN to a peer that has already gone (those are not reported).
    Look-alikes:
    - ctl-ack-ignored: the acknowledgment is in the capture
    - hello-unanswered, sccrp-lost, l2tp-no-reply-plain: the same for HELLO, SCCRP and SCCRQ
    - pending-at-end: the capture ends before its sender gives up
    Reference: RFC 2661 5.8
    """
    if conversation.one_direction:
        return
    for tunnel in conversation.tunnels:
        for side in SIDES:
            stuck = next((d for d in tunnel.deliveries[side] if d.acknowledged_by is None), None)
            if stuck is not None and _given_up(conversation, tunnel, stuck):
                yield _finding(tunnel, stuck)


def _given_up(conversation: Conversation, tunnel: Tunnel, stuck: Delivery) -> bool:
    if stuck.type in NAMED_ELSEWHERE or len(stuck.transmissions) < TRANSMISSIONS:
        return False
    return waited_out(conversation, tunnel, stuck)


def _finding(tunnel: Tunnel, stuck: Delivery) -> Finding:
    name, times = message_called(stuck), len(stuck.transmissions)
    lasted = seconds(stuck.last.time_ns - stuck.first.time_ns)
    return finding(
        ctl_max_retries,
        Severity.FATAL,
        Confidence.LIKELY,
        f"{end_called(tunnel, stuck.sender)} sent {name} Ns={stuck.ns} {times} times in {lasted}, and no"
        " acknowledgment of it"
        " was captured",
        shown_all(stuck.transmissions),
        tunnel=tunnel,
        session=stuck.first.session,
        attempts=failed_attempts(tunnel, stuck.first.session),
    )
