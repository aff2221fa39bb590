"""The rule ctl-out-of-order."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, Delivery, Side, Tunnel
from l2tpscope.rules.evidence import end_called, failed_attempts, gravity, shown
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.gaps import Gap, unfilled
from l2tpscope.rules.rule import finding

# Once or twice a message is early and the one before it follows: RFC 2661 5.8 lets the receiver queue or drop it.
TRANSMISSIONS = 3


def ctl_out_of_order(conversation: Conversation) -> Iterator[Finding]:
    """A receiver waits for a message that never comes, while later ones are repeated.

    What it means:
    One side sends messages beyond the Ns that the other expects, again and again, and the other goes on asking for the
    missing one with its Nr. The tunnel stands still. Its log says "out of order control packet (got 2, expected 1)".
    What to do:
    Look why the missing message is not sent again: it was dropped on every try (size, AVPs), or its sender believes
    that it was acknowledged, or has counted wrongly (ctl-ns-anomaly).
    Harmless when:
    It happens once or twice and then goes on: a lost or overtaken message came after all.
    Look-alikes:
    - path-loss: the missing message is sent again and gets through
    - path-reorder: it comes milliseconds later
    - the capture lost the frame: then the other side acknowledges it
    Reference: RFC 2661 5.8
    """
    if conversation.one_direction:
        return
    for tunnel in conversation.tunnels:
        for side in SIDES:
            gap = unfilled(tunnel, side)
            if gap is not None and sum(len(d.transmissions) for d in gap.beyond) >= TRANSMISSIONS:
                yield _finding(conversation, tunnel, side, gap)


def _finding(conversation: Conversation, tunnel: Tunnel, side: Side, gap: Gap) -> Finding:
    first: Delivery = gap.beyond[0]
    attempts = failed_attempts(tunnel)
    return finding(
        ctl_out_of_order,
        gravity(conversation, attempts),
        Confidence.DEDUCED,
        f"{end_called(tunnel, side.other)} waits for Ns={gap.expected} with Nr={gap.waiting.message.nr}, while"
        f" {end_called(tunnel, side)} sends Ns={first.ns} and later",
        [*(shown(d.first) for d in gap.beyond[:4]), shown(gap.waiting, f"still asks for Ns={gap.waiting.message.nr}")],
        tunnel=tunnel,
        attempts=attempts,
    )
