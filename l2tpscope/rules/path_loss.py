"""The rule path-loss."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, Tunnel
from l2tpscope.conversation.recursion import recursion
from l2tpscope.rules.evidence import end_called, shown
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.loss import lost, unanswered_ppp
from l2tpscope.rules.rule import finding

# One or two retransmissions followed by progress are everyday life: RFC 2661 5.8 has a timer of 1 second for them.
# From three on, and in at least one message of twenty, they are what the users of the tunnel feel; two are enough to
# explain a call whose PPP lost its requests as well.
MANY = 3
SHARE = 0.05
SOME = 2


def path_loss(conversation: Conversation) -> Iterator[Finding]:
    """Control messages are lost on the path, and sent again until they get through.

    What it means:
    Messages were sent again although they, or their acknowledgments, had not been captured twice, and were acknowledged
    then: the network loses datagrams. Data messages are lost at the same rate, and nobody sends those again.
    What to do:
    Look for the lossy link between this capture point and the silent side: errors and drops on interfaces, policers,
    full queues, radio. Capture at both ends at once; what one shows and the other does not was lost between them.
    Harmless when:
    One or two messages are repeated and things go on. That is reported as info.
    Look-alikes:
    - ctl-spurious-retransmit: the acknowledgment is in the capture before the retransmission, or the round trip is
      longer than the timer
    - path-duplication: the second copy has the same IP identification
    - ctl-max-retries: it never got through
    Reference: RFC 2661 5.8
    """
    for tunnel in conversation.tunnels:
        if not conversation.one_direction and not any(recursion(session) for session in tunnel.talking):
            yield from _of_tunnel(tunnel)


def _of_tunnel(tunnel: Tunnel) -> Iterator[Finding]:
    again = {side: lost(tunnel, side) for side in SIDES}
    count = sum(map(len, again.values()))
    if not count:
        return
    sent = sum(len(delivery.transmissions) for side in SIDES for delivery in tunnel.deliveries[side])
    killed = _killed(tunnel) if count >= SOME else []
    # One message again and again is a peer that was silent for a while; a path loses this and that.
    messages = len({t.delivery for found in again.values() for t in found})
    grave = bool(killed) or (count >= MANY and count >= SHARE * sent and messages > 1)
    who = ", ".join(f"{len(found)} of {end_called(tunnel, side)}" for side, found in again.items() if found)
    summary = f"{count} of {sent} control messages were sent again after a loss and got through: {who}"
    if killed:
        summary += "; requests of PPP were lost as well, until the call failed"
    resent = sorted((t for found in again.values() for t in found), key=lambda t: (t.time_ns, t.ref))
    yield finding(
        path_loss,
        Severity.DEGRADED if grave else Severity.INFO,
        Confidence.DEDUCED if grave else Confidence.LIKELY,
        summary,
        [shown(t) for t in resent[:12]],
        tunnel=tunnel,
        attempts=killed,
        occurrences=count,
    )


def _killed(tunnel: Tunnel) -> list[int]:
    """Failed attempts whose PPP, too, sent requests again and again without an answer though both sides were heard."""
    return [
        attempt.index
        for attempt in tunnel.attempts
        if attempt.failed and attempt.session is not None
        if all(count.packets for count in attempt.session.sent.values())
        if len(unanswered_ppp(attempt.session)) >= MANY
    ]
