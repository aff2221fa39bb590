"""The rule td-peer-restart."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Side, Tunnel
from l2tpscope.rules.evidence import end_called, failed_attempts, shown, shown_all
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.rule import finding


def td_peer_restart(conversation: Conversation) -> Iterator[Finding]:
    """A peer came back with a new tunnel, and forgot the one that it had.

    What it means:
    A tunnel was up. Without closing it, one side began a new one, or answered one anew, and ignores the IDs of the old
    tunnel: it was restarted, or crashed. The calls in the old tunnel are lost though the other side still holds them.
    What to do:
    Look for the reason of the restart in the peer's log at that time (crash, watchdog, configuration, cron). HELLO
    every 20 to 60 s on the other side clears the old tunnel sooner.
    Harmless when:
    The old tunnel goes on beside the new one: several tunnels between two hosts are allowed.
    Look-alikes:
    - nat-mapping-moved: the same Tunnel IDs go on from another address or port
    - hello-unanswered: the peer stays silent
    - tun-redial-storm: tunnels are closed and set up again and again
    Reference: RFC 2661 5.5, 5.7
    """
    for old in conversation.tunnels:
        new = old.restarted_as
        if new is not None and new.opened_ns is not None:
            yield _finding(conversation, old, new)


def _finding(conversation: Conversation, old: Tunnel, new: Tunnel) -> Finding:
    side = _restarted(old, new)
    ignored = [d.first for d in old.deliveries[side.other] if d.acknowledged_by is None]
    return finding(
        td_peer_restart,
        Severity.DROP,
        Confidence.DEDUCED if ignored else Confidence.LIKELY,
        f"{end_called(old, side)} set up tunnel {new.name} without closing {old.name}, which it has forgotten",
        [shown(new.transmissions[0], f"the new tunnel {new.name}"), *shown_all(ignored, 4)],
        tunnel=old,
        attempts=failed_attempts(conversation, old),
    )


def _restarted(old: Tunnel, new: Tunnel) -> Side:
    """The side of the old tunnel that fell silent: the one heard from least recently, else who set up the new one."""
    seen = {side: old.ends[side].last_seen_ns or 0 for side in Side}
    if seen[Side.INITIATOR] == seen[Side.RECIPIENT]:
        starter = new.initiator.addresses[:1]
        return Side.INITIATOR if starter and starter[0] in old.initiator.addresses else Side.RECIPIENT
    return min(Side, key=lambda side: seen[side])
