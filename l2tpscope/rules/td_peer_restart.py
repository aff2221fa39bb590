"""The rule td-peer-restart."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, Side, Tunnel
from l2tpscope.rules.evidence import end_called, failed_attempts, shown
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding
from l2tpscope.rules.silence import enough, unanswered_requests


def td_peer_restart(conversation: Conversation) -> Iterator[Finding]:
    """A peer came back with a new tunnel, and forgot the one that it had.

    What it means:
    A tunnel was up. Without closing it, one side began a new one, or answered one anew, and ignores the IDs of the old
    tunnel: it was restarted, or crashed. The calls in the old tunnel are lost though the other side still holds them.
    What to do:
    Look for the reason of the restart in the peer's log at that time (crash, watchdog, configuration, cron). HELLO
    every 20 to 60 s on the other side clears the old tunnel sooner.
    Harmless when:
    The old tunnel goes on, or is idle, beside the new one: several tunnels between two hosts are allowed.
    Look-alikes:
    - nat-mapping-moved: the same Tunnel IDs go on from another address or port
    - hello-unanswered: the peer stays silent
    - tun-redial-storm: tunnels are closed and set up again and again
    Reference: RFC 2661 5.5, 5.7
    """
    for old in conversation.tunnels:
        new = old.restarted_as
        if new is None:
            continue
        if old.end is not None and old.end.message is None and not old.end.gave_up and old.end.sender is not None:
            yield _finding(old, new, old.end.sender, [shown(old.transmissions[0], "its Tunnel ID, assigned before")])
        else:
            side = _silent(old, new)
            ignored = [*_ignored(old, side)]
            if ignored and _is_back(old, new, side):
                yield _finding(old, new, side, ignored)


def _silent(old: Tunnel, new: Tunnel) -> Side:
    """The side of the old tunnel that was heard from least recently; if neither was, who set up the new one."""
    seen = {side: old.ends[side].last_seen_ns or 0 for side in SIDES}
    if seen[Side.INITIATOR] == seen[Side.RECIPIENT]:
        starter = new.initiator.addresses[:1]
        return Side.INITIATOR if starter and starter[0] in old.initiator.addresses else Side.RECIPIENT
    return min(SIDES, key=lambda side: seen[side])


def _is_back(old: Tunnel, new: Tunnel, side: Side) -> bool:
    """The side that is silent in the old tunnel speaks in the new one."""
    known = {address.address for address in old.ends[side].addresses}
    return any(transmission.datagram.source in known for transmission in new.transmissions)


def _ignored(old: Tunnel, side: Side) -> Iterator[Evidence]:
    """What the other side asked in the old tunnel in vain: without it, that tunnel may just be idle."""
    for delivery in old.deliveries[side.other]:
        if delivery.acknowledged_by is None and delivery.retransmissions:
            yield shown(delivery.last)
    for session in old.sessions:
        requests = unanswered_requests(session, side.other)
        if enough(requests):
            yield Evidence(requests[-1].ref, f"the last of {len(requests)} PPP requests without an answer")


def _finding(old: Tunnel, new: Tunnel, side: Side, ignored: list[Evidence]) -> Finding:
    return finding(
        td_peer_restart,
        Severity.DROP,
        Confidence.DEDUCED,
        f"{end_called(old, side)} has forgotten tunnel {old.name}, which nobody closed,"
        f" and speaks in a new one, {new.name}",
        [shown(new.transmissions[0], f"the new tunnel {new.name}"), *ignored[:6]],
        tunnel=old,
        attempts=failed_attempts(old),
    )
