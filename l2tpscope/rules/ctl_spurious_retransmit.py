"""The rule ctl-spurious-retransmit."""

from collections.abc import Iterator
from statistics import median

from l2tpscope.conversation.model import SECOND, SIDES, Conversation, Delivery, Side, Transmission, Tunnel
from l2tpscope.rules.ctl_ack_ignored import AFTER_ACKNOWLEDGMENT
from l2tpscope.rules.evidence import end_called, shown, shown_all
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.loss import lost, needless, round_trip_beyond_timer, wait_ns
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import CDN, SCCRQ, STOPCCN


def ctl_spurious_retransmit(conversation: Conversation) -> Iterator[Finding]:
    """Messages were sent again although their acknowledgment was already there, or under way.

    What it means:
    The round trip, or the peer's delay in acknowledging, is longer than the sender's retransmission timer (satellite,
    mobile networks, a busy peer), or single acknowledgments were lost between this capture point and the sender.
    What to do:
    Nothing, if it works. Else raise the sender's retransmission timer above the round trip.
    Harmless when:
    Always: the receiver acknowledges the copy and throws it away.
    Look-alikes:
    - path-loss: no acknowledgment was captured before the retransmission
    - ctl-ack-ignored: the retransmissions do not stop
    - cap-duplicates, path-duplication: the copy has the same IP identification
    Reference: RFC 2661 5.8
    """
    for tunnel in conversation.tunnels:
        for side in SIDES:
            again = [t for t in needless(tunnel, side) if t.delivery is not None and _stopped(t.delivery)]
            if again and not any(lost(tunnel, end) for end in SIDES):
                yield _finding(tunnel, side, again)


def _stopped(delivery: Delivery) -> bool:
    """Not a deaf sender, nor a request or parting whose answer is never taken up: those have rules."""
    if delivery.type in (SCCRQ, CDN, STOPCCN):
        return len(delivery.transmissions) <= AFTER_ACKNOWLEDGMENT
    return len(delivery.spurious) < AFTER_ACKNOWLEDGMENT


def _finding(tunnel: Tunnel, side: Side, again: list[Transmission]) -> Finding:
    answered = [d for d in tunnel.deliveries[side] if d.acknowledged_by is not None]
    wait = median(wait_ns(d) for d in answered) / SECOND if answered else 0.0
    beyond = round_trip_beyond_timer(tunnel, side)
    why = "the round trip is longer than its timer" if beyond else "the acknowledgment had been captured before"
    messages = "1 control message" if len(again) == 1 else f"{len(again)} control messages"
    acknowledgments = {t.delivery.acknowledged_by: None for t in again if t.delivery and t.delivery.acknowledged_by}
    return finding(
        ctl_spurious_retransmit,
        Severity.INFO,
        Confidence.DEDUCED if beyond else Confidence.LIKELY,
        f"{end_called(tunnel, side)} sent {messages} again without need: {why} (median {wait:.3f} s)",
        [*shown_all(again), *(shown(t, f"acknowledges with Nr={t.message.nr}") for t in list(acknowledgments)[:4])],
        tunnel=tunnel,
        occurrences=len(again),
    )
