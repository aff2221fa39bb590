"""The rule ctl-ack-ignored."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, Delivery, Side, Transmission, Tunnel
from l2tpscope.rules.evidence import end_called, failed_attempts, message_called, seconds, shown, shown_all
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import CDN, SCCRQ, STOPCCN

# RFC 2661 5.8: five retransmissions are the default; two or three after the acknowledgment are a slow path, not
# deafness.
AFTER_ACKNOWLEDGMENT = 3
NAMED_ELSEWHERE = (SCCRQ, CDN, STOPCCN)


def ctl_ack_ignored(conversation: Conversation) -> Iterator[Finding]:
    """A message is acknowledged, and its sender goes on repeating it until it gives up.

    What it means:
    The acknowledgment is in the capture, yet the sender behaves as if it had never come. It throws it away (wrong
    Tunnel ID, address or port, missing Message Digest in L2TPv3), or it is dropped between this capture point and the
    sender.
    What to do:
    Capture at the sender. If the acknowledgments arrive there, its log says why it drops them; else look at filters.
    Harmless when:
    The retransmissions stop after one or two: the acknowledgment was under way.
    Look-alikes:
    - ctl-spurious-retransmit: the retransmissions stop once the acknowledgment arrives
    - path-loss: single acknowledgments are lost behind the capture point
    - sccrp-lost: the SCCRP that acknowledges an SCCRQ is never taken up
    Reference: RFC 2661 5.8
    """
    if conversation.one_direction:
        return
    for tunnel in conversation.tunnels:
        for side in SIDES:
            ignored = next((d for d in tunnel.deliveries[side] if _ignored(tunnel, d)), None)
            if ignored is not None and (answer := ignored.acknowledged_by) is not None:
                yield _finding(tunnel, ignored, answer)


def _ignored(tunnel: Tunnel, delivery: Delivery) -> bool:
    """Repeated long after its acknowledgment, and never followed by progress of its sender."""
    if delivery.type in NAMED_ELSEWHERE or len(delivery.spurious) < AFTER_ACKNOWLEDGMENT or not _addressed(delivery):
        return False
    later = (d for d in tunnel.deliveries[delivery.sender] if d.ns_unwrapped > delivery.ns_unwrapped)
    progress = (d for d in later if d.acknowledged_by is not None and d.type not in NAMED_ELSEWHERE)
    return tunnel.gave_up is delivery.sender or not any(progress)


def _addressed(delivery: Delivery) -> bool:
    """The acknowledgment went to where the message is sent from now, not to an address or port that a NAT has left."""
    if delivery.acknowledged_by is None:
        return False
    answer, last = delivery.acknowledged_by.datagram, delivery.last.datagram
    return (answer.destination, answer.destination_port) == (last.source, last.source_port)


def _finding(tunnel: Tunnel, ignored: Delivery, answer: Transmission) -> Finding:
    came_up = tunnel.established_ns is not None and tunnel.established_ns < ignored.first.time_ns
    arrived = _arrived(tunnel, ignored.sender, answer)
    lasted = seconds(ignored.last.time_ns - answer.time_ns)
    return finding(
        ctl_ack_ignored,
        Severity.DROP if came_up else Severity.FATAL,
        Confidence.DEDUCED if arrived else Confidence.LIKELY,
        f"{end_called(tunnel, ignored.sender)} repeated {message_called(ignored)} Ns={ignored.ns}"
        f" {len(ignored.spurious)}"
        f" times in {lasted} after it had been acknowledged",
        [shown(answer, f"acknowledges it with Nr={answer.message.nr}"), *shown_all(ignored.spurious)],
        tunnel=tunnel,
        attempts=failed_attempts(tunnel),
    )


def _arrived(tunnel: Tunnel, sender: Side, answer: Transmission) -> bool:
    """The sender acknowledged the very frame that acknowledged it, or a later one: the way back works."""
    covered = (d for d in tunnel.deliveries[sender.other] if d.first.time_ns >= answer.time_ns)
    return any(d.acknowledged_by is not None for d in covered)
