"""Answers: whether the reply that a request calls for was captured (RFC 2661 5.1 to 5.3)."""

from l2tpscope.conversation.model import SIDES, Delivery, Session, Tunnel
from l2tpscope.wire.messages import CDN, ICCN, ICRP, ICRQ, OCRP, OCRQ, SCCCN, SCCRP, SCCRQ, STOPCCN

# What may answer each message, sent by the other side.
TUNNEL_REPLIES = {SCCRQ: (SCCRP, STOPCCN), SCCRP: (SCCCN, STOPCCN)}
CALL_REPLIES = {ICRQ: (ICRP, CDN), ICRP: (ICCN, CDN), OCRQ: (OCRP, CDN)}


def settle_answers(tunnel: Tunnel) -> None:
    """Fill `peer_answered` of every request of the tunnel and its calls."""
    for side in SIDES:
        from_peer: set[int | None] | None = None
        for delivery in tunnel.deliveries[side]:
            if delivery.type in TUNNEL_REPLIES:
                from_peer = from_peer or {delivery.type for delivery in tunnel.deliveries[side.other]}
                delivery.peer_answered = not from_peer.isdisjoint(TUNNEL_REPLIES[delivery.type])
    for session in tunnel.sessions:
        sent = list(session.deliveries())
        for delivery in sent:
            if delivery.type in CALL_REPLIES:
                delivery.peer_answered = _answered(session, delivery, sent)


def _answered(session: Session, request: Delivery, sent: list[Delivery]) -> bool:
    replies = CALL_REPLIES[request.type or 0]
    peer = request.sender.other
    for delivery in sent:
        if delivery.type in replies and delivery.sender is peer:
            return True
    end = session.tunnel.end
    return end is not None and end.sender is peer and end.time_ns >= request.first.time_ns
