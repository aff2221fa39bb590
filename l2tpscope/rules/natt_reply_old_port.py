"""The rule natt-reply-old-port."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, Address, Conversation, Tunnel
from l2tpscope.rules.addresses import Move, data_rows, from_address, moves, to_address, written
from l2tpscope.rules.evidence import end_called, failing, gravity, shown, shown_all
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.rule import finding

# What was under way when the mapping moved still goes to the old one: that is no fault within the first retransmission
# timer (RFC 2661 5.8: 1 s).
UNDER_WAY_NS = SECOND
# Fewer than this may be stragglers.
MANY = 3


def natt_reply_old_port(conversation: Conversation) -> Iterator[Finding]:
    """Replies go to the port that the client had before its NAT mapping moved.

    What it means:
    One end now sends from a new address or port, the other goes on sending to the old one, where nobody listens any
    more: two flows of one tunnel, each in one direction only.
    What to do:
    Keep the mapping from changing (keepalives below the NAT's UDP time-out), or use a peer that follows its client
    (IPsec NAT traversal does).
    Harmless when:
    Only what was under way at the moment of the change goes to the old port.
    Look-alikes:
    - nat-mapping-moved: the other side follows, or falls silent
    - lns-replies-new-port: the port changes during the set-up, by the answering side's choice
    Reference: RFC 2661 8.1
    """
    for tunnel in failing(conversation):
        for move in moves(tunnel):
            attempts = [
                attempt.index for attempt in tunnel.attempts if attempt.failed and attempt.ended_ns >= move.since_ns
            ]
            if attempts and stays_behind(tunnel, move):
                yield _found(conversation, tunnel, move, attempts)


def stays_behind(tunnel: Tunnel, move: Move) -> bool:
    """The other side sends to the old mapping, several times, and never to the new one."""
    late = move.since_ns + UNDER_WAY_NS
    other = move.side.other
    sent = [t for t in tunnel.transmissions if t.sender is other and t.time_ns > late]
    rows = [row for row in data_rows(tunnel, other) if row.last_ns > late]
    targets = {Address(row.key.destination, row.key.destination_port) for row in rows} | {to_address(t) for t in sent}
    old = sum(row.packets for row in rows) + sum(1 for t in sent if to_address(t) == move.old)
    return move.old in targets and move.new not in targets and old >= MANY


def _found(conversation: Conversation, tunnel: Tunnel, move: Move, attempts: list[int]) -> Finding:
    other = move.side.other
    behind = [t for t in tunnel.transmissions if t.sender is other and t.time_ns > move.since_ns]
    ahead = [t for t in tunnel.transmissions if t.sender is move.side and from_address(t) == move.new]
    rows = [row for row in data_rows(tunnel, other) if row.last_ns > move.since_ns]
    data = [Evidence(session.sent[other].last_frame, f"data to {written(move.old)}")  # type: ignore[arg-type]
            for session in tunnel.sessions if rows and session.sent[other].last_frame is not None]  # fmt: skip
    return finding(
        natt_reply_old_port,
        gravity(conversation, attempts),
        Confidence.DEDUCED,
        f"{end_called(tunnel, move.side)} went on from {written(move.new)}, but {end_called(tunnel, other)} keeps "
        f"sending to {written(move.old)}",
        [*(shown(t, f"from {written(move.new)}") for t in ahead[:4]), *shown_all(behind, 6), *data[:4]],
        tunnel=tunnel,
        attempts=attempts,
    )
