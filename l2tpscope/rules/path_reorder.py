"""The rule path-reorder."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, Tunnel
from l2tpscope.rules.evidence import shown
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.loss import REORDERED_WITHIN_NS, Late, late
from l2tpscope.rules.rule import finding


def path_reorder(conversation: Conversation) -> Iterator[Finding]:
    """Control messages overtake each other on the path.

    What it means:
    A message arrived after one that its sender sent later, and nothing was lost. The receiver may queue the early one
    or throw it away and wait for its retransmission, so reordering can cost a second.
    What to do:
    Look for load sharing per packet, several queues, or parallel links on the path; let them keep one flow in order.
    Harmless when:
    It is rare and the receiver acknowledges both messages at once.
    Look-alikes:
    - path-loss: the older message comes half a second or more after the newer one; it was lost and sent again
    - the sender itself sends its messages out of order: their IP identifications are then in order of arrival
    Reference: RFC 2661 5.8
    """
    for tunnel in conversation.tunnels:
        sides = [side for side in SIDES if any(delivery.out_of_order for delivery in tunnel.deliveries[side])]
        found = [one for side in sides for one in late(tunnel, side) if _overtaken(one)]
        if found:
            yield _finding(tunnel, found)


def _finding(tunnel: Tunnel, found: list[Late]) -> Finding:
    times = "once" if len(found) == 1 else f"{len(found)} times"
    worst = max(one.lag_ns for one in found) / 1_000_000
    return finding(
        path_reorder,
        Severity.INFO,
        Confidence.LIKELY,
        f"A control message overtook an older one {times}, by up to {worst:.1f} ms",
        [item for one in found[:4] for item in (shown(one.overtaker), shown(one.delivery.first))],
        tunnel=tunnel,
        occurrences=len(found),
    )


def _overtaken(one: Late) -> bool:
    """Reordered on the path: overtaken by a message, not by a ZLB, and sent before it by its IP identification."""
    if one.overtaker.delivery is None or one.lag_ns >= REORDERED_WITHIN_NS:
        return False
    older, newer = one.delivery.first.datagram.ip_id, one.overtaker.datagram.ip_id
    return not older or not newer or 0 < (newer - older) % 0x10000 < 0x8000  # noqa: PLR2004 - half of all identifications
