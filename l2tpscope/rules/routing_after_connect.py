"""The rule routing-after-connect."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, SIDES, Address, Conversation, InnerSegment, Session, Side
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding
from l2tpscope.wire.inner import ACK

# RFC 6298 2.1, 5.7: a SYN is sent again after 1 s, then 2 s. Who is refused with a reset does not send it again.
SYNS, SPAN_NS = 3, int(2.5 * SECOND)
# Captured again within this, it is the same packet.
APART_NS = SECOND // 4
# Less than one packet comes back for two that leave.
BALANCE = 2

Connection = tuple[Address, Address, int]


def routing_after_connect(conversation: Conversation) -> Iterator[Finding]:
    """The call is up, and what it sends into the network beyond is not answered.

    What it means:
    PPP is open and the peer is alive, but no TCP connection through the session is answered. L2TP and PPP are healthy:
    look beyond. The network server does not forward, has no NAT for the addresses that it gives away, lacks proxy ARP,
    a firewall drops, the client's own network has the same addresses, or the far host does not answer.
    What to do:
    On the network server check IP forwarding, NAT, firewall and the way back to the addresses of PPP.
    Harmless when:
    Only one host that does not exist was tried.
    Look-alikes:
    - mtu-blackhole: small packets are answered
    - data-one-way: not even PPP comes back
    - data-plane-dead: PPP is no longer answered either
    Reference: RFC 1661 3.6; RFC 1122 3.3.1
    """
    for tunnel in conversation.tunnels:
        for session in tunnel.talking if not conversation.one_direction else ():
            for side in SIDES if session.syns and session.phase == "network" else ():
                unanswered = _unanswered(session, side)
                if unanswered:
                    yield _finding(session, side, unanswered)


def _unanswered(session: Session, side: Side) -> list[InnerSegment]:
    """The SYNs of a connection that this side tried in vain, if it had no success with any other."""
    there, back = session.sent[side], session.sent[side.other]
    if any(one.sender is side.other and one.segment.flags & ACK for one in session.syns):
        return []
    if BALANCE * (back.packets - back.ppp) > there.packets - there.ppp:
        return []
    tried: dict[Connection, list[InnerSegment]] = {}
    for one in session.syns:
        segment = one.segment
        ends = (Address(segment.source, segment.source_port), Address(segment.destination, segment.destination_port))
        if one.sender is side and not segment.flags & ACK:
            before = tried.setdefault((*ends, segment.sequence), [])
            if not before or one.time_ns - before[-1].time_ns >= APART_NS:
                before.append(one)
    alive_ns = back.last_ns or 0
    for syns in tried.values():
        if len(syns) >= SYNS and syns[-1].time_ns - syns[0].time_ns >= SPAN_NS and alive_ns > syns[0].time_ns:
            return syns
    return []


def _finding(session: Session, side: Side, syns: list[InnerSegment]) -> Finding:
    there, back = session.sent[side], session.sent[side.other]
    segment = syns[0].segment
    return finding(
        routing_after_connect,
        Severity.DEGRADED,
        Confidence.POSSIBLE,
        f"{there.packets - there.ppp} packets from {end_called(session.tunnel, side)} into an open session,"
        f" {back.packets - back.ppp} come back: no TCP connection is answered, such as the one to"
        f" {segment.destination} port {segment.destination_port}",
        [Evidence(one.ref, "a SYN without an answer") for one in syns[:4]],
        session=session,
    )
