"""The rule tun-stale-id."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Delivery, Side, Transmission, Tunnel
from l2tpscope.rules.evidence import called, end_called, failed_attempts, gravity, shown, shown_all
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.rule import finding

# Two retransmissions may be lost by chance; the third one is not (RFC 2661 5.8 has five before it gives up).
TRANSMISSIONS = 4


def tun_stale_id(conversation: Conversation) -> Iterator[Finding]:
    """One end speaks to a tunnel that its peer does not know, while the peer is alive and takes new tunnels.

    What it means:
    The peer was restarted, or dropped the tunnel, before this capture began: it ignores messages for the old tunnel
    ID, and answers others.
    What to do:
    Clear the old tunnel on the side that still uses it; enable Hello there, so that it finds out by itself; see why
    the peer dropped it without a StopCCN.
    Harmless when:
    It lasts for one cycle of retransmissions after a StopCCN.
    Look-alikes:
    - td-peer-restart: the capture shows the tunnel alive before, and the peer coming back
    - cap-one-direction: the peer's answers are not captured
    Reference: RFC 2661 5.7, 5.8
    """
    if conversation.one_direction:
        return
    unheeded = [
        (tunnel, lost)
        for tunnel in conversation.tunnels
        for side in Side
        if (lost := _unheeded(tunnel, side)) is not None
    ]
    spoken = _spoken(conversation) if unheeded else {}
    for tunnel, lost in unheeded:
        datagram = lost.first.datagram
        alive = spoken.get((datagram.destination, datagram.source))
        if alive is not None:
            yield _found(conversation, tunnel, lost, alive)


def _spoken(conversation: Conversation) -> dict[tuple[str, str], Transmission]:
    """The last message captured from one address to another."""
    return {(t.datagram.source, t.datagram.destination): t for one in conversation.tunnels for t in one.transmissions}


def _unheeded(tunnel: Tunnel, side: Side) -> Delivery | None:
    """A message to a tunnel set up before the capture, sent again and again, while its receiver says nothing in it."""
    if tunnel.beginning_seen or any(t.sender is side.other for t in tunnel.transmissions):
        return None
    if any(session.sent[side.other].packets for session in tunnel.talking):
        return None
    return next((d for d in tunnel.deliveries[side] if len(d.transmissions) >= TRANSMISSIONS), None)


def _found(conversation: Conversation, tunnel: Tunnel, lost: Delivery, speaks: Transmission) -> Finding:
    attempts = failed_attempts(tunnel)
    return finding(
        tun_stale_id,
        gravity(conversation, attempts),
        Confidence.DEDUCED,
        f"{end_called(tunnel, lost.sender)} speaks to tunnel ID {lost.first.message.tunnel_id} of "
        f"{lost.first.datagram.destination}, which ignores it but speaks in tunnel {speaks.tunnel.name}",
        [*shown_all(lost.transmissions), shown(speaks, f"the same host is alive: {called(speaks)}")],
        tunnel=tunnel,
        attempts=attempts,
        occurrences=len(lost.transmissions),
    )
