"""Whether small packets of one side still arrive: what the other side answers or acknowledges proves it."""

from l2tpscope.conversation.model import Session, Side
from l2tpscope.rules.mtu import flows_of
from l2tpscope.wire.inner import ACK
from l2tpscope.wire.ppp.numbers import ECHO_REPLY, ECHO_REQUEST, LCP


def passes_small(session: Session, side: Side, since_ns: int) -> bool:
    """True if something that this side sent from then on, in the session or its tunnel, got through to the other."""
    arrived = (sent for flow in flows_of(session, side) for sent in flow.sent if sent.acknowledged_by is not None)
    if any(sent.first.time_ns >= since_ns for sent in arrived):
        return True
    deliveries = reversed(session.tunnel.deliveries[side])
    if any(d.acknowledged_by is not None and d.first.time_ns >= since_ns for d in deliveries):
        return True
    return _echo_answered(session, side, since_ns) or _syn_answered(session, side, since_ns)


def _echo_answered(session: Session, side: Side, since_ns: int) -> bool:
    asked: set[int] = set()
    for frame in session.ppp:
        if frame.protocol != LCP or frame.time_ns < since_ns:
            continue
        if frame.sender is side and frame.code == ECHO_REQUEST:
            asked.add(frame.identifier)
        elif frame.sender is side.other and frame.code == ECHO_REPLY and frame.identifier in asked:
            return True
    return False


def _syn_answered(session: Session, side: Side, since_ns: int) -> bool:
    asked: set[tuple[str, int]] = set()
    for one in session.syns:
        segment = one.segment
        if one.time_ns >= since_ns and one.sender is side and not segment.flags & ACK:
            asked.add((segment.source, segment.source_port))
        answers = one.sender is side.other and segment.flags & ACK
        if answers and (segment.destination, segment.destination_port) in asked:
            return True
    return False
