"""Inner: TCP segments inside the sessions: what was sent how often, and what the other end acknowledged of it."""

from l2tpscope.conversation.flows import Flows
from l2tpscope.conversation.model import Address, InnerFlow, InnerSegment, SentSegment, Session, Side
from l2tpscope.scan.flow import FlowKey
from l2tpscope.wire.inner import ACK, SYN

# A packet whose IPv4 identification says nothing is sent again no sooner; captured twice, it is within this.
SAME_MOMENT_NS = 2_000_000
_HALF = 1 << 31
Ends = tuple[Side, Address, Address]


def file_segments(flows: Flows, found: list[tuple[FlowKey, InnerSegment]]) -> None:
    """Give the segments, in time order, to their sessions; those of unknown sessions are dropped."""
    sessions: dict[Session, list[InnerSegment]] = {}
    for key, segment in found:
        known = flows.session_of(key, segment.time_ns)
        if known is not None:
            session, sender = known
            sessions.setdefault(session, []).append(segment._replace(sender=sender))
    for session, segments in sessions.items():
        session.syns = tuple(one for one in segments if one.segment.flags & SYN)
        session.watched = tuple(watched(segments))


def watched(segments: list[InnerSegment]) -> list[InnerFlow]:
    """Each direction of each connection that sent data, with what became of it."""
    flows: dict[Ends, InnerFlow] = {}
    for one in segments:
        segment = one.segment
        source = Address(segment.source, segment.source_port)
        destination = Address(segment.destination, segment.destination_port)
        across = flows.get((one.sender.other, destination, source))
        if across is not None and segment.flags & ACK:
            _acknowledge(across, one)
        if segment.payload:
            ends = (one.sender, source, destination)
            _send(flows.setdefault(ends, InnerFlow(*ends)), one)
    return list(flows.values())


def _send(flow: InnerFlow, one: InnerSegment) -> None:
    for sent in reversed(flow.sent):
        first = sent.first.segment
        if (first.sequence, first.octets) == (one.segment.sequence, one.segment.octets):
            if not _is_copy(sent.last, one):
                sent.transmissions.append(one)
            return
    flow.sent.append(SentSegment([one]))


def _is_copy(before: InnerSegment, one: InnerSegment) -> bool:
    """True if this is the same IP packet, captured once more."""
    if before.segment.ip_id or one.segment.ip_id:
        return before.segment.ip_id == one.segment.ip_id
    return one.time_ns - before.time_ns <= SAME_MOMENT_NS


def _acknowledge(flow: InnerFlow, one: InnerSegment) -> None:
    """Note what this segment of the other direction acknowledges (RFC 9293 3.4, RFC 2018)."""
    for sent in flow.sent:
        if sent.acknowledged_by is None and _covers(one, sent):
            sent.acknowledged_by = one


def _covers(acknowledgment: InnerSegment, sent: SentSegment) -> bool:
    first = sent.first.segment
    behind = first.sequence + first.payload
    segment = acknowledgment.segment
    if (segment.acknowledgment - behind) % (1 << 32) < _HALF:
        return True
    return any(
        (first.sequence - left) % (1 << 32) < _HALF and (right - behind) % (1 << 32) < _HALF
        for left, right in segment.sacks
    )
