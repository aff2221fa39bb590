"""The rule tun-exists-or-tiebreak."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Side, Tunnel
from l2tpscope.rules.evidence import GIVE_UP_CONTROL_NS, addressed, end_called, failed_attempts, shown_all
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.refusals import refusals, refused
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import SCCRQ


def tun_exists_or_tiebreak(conversation: Conversation) -> Iterator[Finding]:
    """Two tunnels between the same two hosts get in each other's way.

    What it means:
    The peer allows one tunnel between the two hosts and states that it has one already, or both ends opened one at
    the same moment and both gave way.
    What to do:
    Let one side initiate only, or make both send a Tie Breaker AVP. After a crash, clear the stale tunnel on the
    peer, or wait until its Hello finds out.
    Harmless when:
    Both opened at once and one of the two tunnels came up: that is what the tie breaker is for.
    Look-alikes:
    - tun-not-authorized: StopCCN 4
    - td-peer-restart: a new tunnel replaces an old one that its peer has forgotten
    Reference: RFC 2661 4.4.3 (Tie Breaker), 4.4.2
    """
    for refusal in refusals(conversation, tun_exists_or_tiebreak):
        yield refused(tun_exists_or_tiebreak, conversation, refusal)
    latest: dict[tuple[str, str], Tunnel] = {}
    for tunnel in conversation.tunnels:
        if not tunnel.beginning_seen or tunnel.recipient.state != "idle" or not tunnel.initiator.addresses:
            continue
        here, there = tunnel.initiator.addresses[0].address, addressed(tunnel, Side.RECIPIENT)
        latest[here, there] = tunnel
        other = latest.get((there, here))
        if other is not None and tunnel.first_ns - other.first_ns < GIVE_UP_CONTROL_NS and here != there:
            yield _crossed(other, tunnel)


def _crossed(tunnel: Tunnel, other: Tunnel) -> Finding:
    asked = [one.first(SCCRQ, Side.INITIATOR) for one in (tunnel, other)]
    ties = [one.initiator.tie_breaker is not None for one in (tunnel, other)]
    attempts = failed_attempts(tunnel) + failed_attempts(other)
    return finding(
        tun_exists_or_tiebreak,
        Severity.FATAL if attempts else Severity.INFO,
        Confidence.LIKELY,
        f"{end_called(tunnel, Side.INITIATOR)} and {end_called(other, Side.INITIATOR)} asked each other for a tunnel "
        f"at the same time, {sum(ties)} of them with a Tie Breaker, and neither answered the other",
        [item for delivery in asked if delivery is not None for item in shown_all(delivery.transmissions, 4)],
        tunnel=tunnel,
        attempts=attempts,
    )
