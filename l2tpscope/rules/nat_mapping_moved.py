"""The rule nat-mapping-moved."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Tunnel
from l2tpscope.rules.addresses import Move, from_address, moves, to_address, written
from l2tpscope.rules.evidence import end_called, gravity, shown
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.natt_reply_old_port import stays_behind
from l2tpscope.rules.rule import finding
from l2tpscope.rules.silence import heard_after


def nat_mapping_moved(conversation: Conversation) -> Iterator[Finding]:
    """One end's address or port changed in the middle of the tunnel: a NAT has given it a new mapping.

    What it means:
    The same tunnel goes on from a new address or port. RFC 2661 does not provide for that: many peers keep sending to
    the old one, or drop what comes from the new one.
    What to do:
    Keep the mapping alive (Hello every 20 to 30 s, or more traffic), raise the UDP time-out of the NAT, or use IPsec
    NAT traversal, which follows such changes.
    Harmless when:
    The peer's next messages go to the new mapping: reported as info.
    Look-alikes:
    - natt-reply-old-port: the peer goes on sending to the old mapping
    - td-peer-restart: a new tunnel from a new port
    Reference: RFC 2661 8.1
    """
    for tunnel in conversation.tunnels:
        for move in moves(tunnel):
            if (tunnel.established_ns is None and tunnel.beginning_seen) or move.since_ns < (
                tunnel.established_ns or 0
            ):
                continue
            if not stays_behind(tunnel, move):
                yield _found(conversation, tunnel, move)


def _found(conversation: Conversation, tunnel: Tunnel, move: Move) -> Finding:
    unheard = not heard_after(tunnel, move.side.other, move.since_ns)
    attempts = [
        attempt.index for attempt in tunnel.attempts if unheard and attempt.failed and attempt.ended_ns >= move.since_ns
    ]
    then = "nothing was heard from the other side after that" if unheard else _follows(tunnel, move)
    return finding(
        nat_mapping_moved,
        gravity(conversation, attempts) if attempts else Severity.INFO,
        Confidence.LIKELY if attempts else Confidence.DEDUCED,
        f"{end_called(tunnel, move.side)} went on from {written(move.new)} instead of {written(move.old)}; {then}",
        _frames(tunnel, move),
        tunnel=tunnel,
        attempts=attempts,
    )


def _follows(tunnel: Tunnel, move: Move) -> str:
    followed = any(to_address(t) == move.new for t in tunnel.transmissions if t.sender is move.side.other)
    return "the other side followed" if followed else "the other side was heard after that"


def _frames(tunnel: Tunnel, move: Move) -> Iterator[Evidence]:
    """The last control message from the old mapping, the first from the new one."""
    sent = [t for t in tunnel.transmissions if t.sender is move.side]
    for t in [t for t in sent if from_address(t) == move.old and t.time_ns <= move.since_ns][-1:]:
        yield shown(t, f"the last control message from {written(move.old)}")
    for t in [t for t in sent if from_address(t) == move.new][:1]:
        yield shown(t, f"the first control message from {written(move.new)}")
