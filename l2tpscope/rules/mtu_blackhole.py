"""The rule mtu-blackhole."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, SentSegment, Session, Side
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.mtu import fitting, flows_of, overhead, too_big, vanished
from l2tpscope.rules.passing import passes_small
from l2tpscope.rules.rule import finding

# Below, the size of a packet is hardly the reason for its loss. RFC 8200 5: every IPv6 link carries 1280 octets.
FULL_SIZE, SAFE = 1200, 1280


def mtu_blackhole(conversation: Conversation) -> Iterator[Finding]:
    """Large packets vanish without a word, small ones pass.

    What it means:
    TCP inside the session sends full-size segments again and again without an acknowledgment, while smaller packets
    arrive. Some link of the path is too small for them, and no ICMP error says so. Web pages hang, pings work.
    What to do:
    Set MRU and MTU of PPP on both sides, or clamp the TCP MSS, to the values named here; let ICMP 3/4 (fragmentation
    needed) through all firewalls.
    Harmless when:
    Never.
    Look-alikes:
    - path-loss: packets of any size are lost
    - mtu-frag-needed: a router says what fits
    - fragment-loss: large datagrams travel in fragments, some of which are missing
    Reference: RFC 2923 2.1; RFC 2661 8.1
    """
    for tunnel in conversation.tunnels if not conversation.one_direction else ():
        for session in tunnel.talking:
            for side in SIDES if session.watched else ():
                lost = _lost(session, side)
                if lost:
                    yield _finding(session, side, lost)


def _lost(session: Session, side: Side) -> list[SentSegment]:
    """The full-size segments of this side that vanished, if no others of their size and all smaller ones pass."""
    lost = [sent for flow in flows_of(session, side) for sent in vanished(flow) if sent.octets >= FULL_SIZE]
    if not lost or any(too_big(session.tunnel, side)):
        return []
    largest = _largest_arrived(session, side)
    if largest is not None and largest.octets >= min(sent.octets for sent in lost):
        return []
    since_ns = min(sent.first.time_ns for sent in lost)
    return lost if passes_small(session, side, since_ns) else []


def _largest_arrived(session: Session, side: Side) -> SentSegment | None:
    arrived = (one for flow in flows_of(session, side) if (one := flow.largest_acknowledged) is not None)
    return max(arrived, key=lambda sent: sent.octets, default=None)


def _finding(session: Session, side: Side, lost: list[SentSegment]) -> Finding:
    largest, around = _largest_arrived(session, side), overhead(session)
    least = min(lost, key=lambda sent: sent.octets)
    evidence = [Evidence(one.ref, "sent again, never acknowledged") for one in least.transmissions[:5]]
    safe, passed = SAFE, "no segment with data is acknowledged"
    if largest is not None and largest.acknowledged_by is not None:
        safe = max(SAFE, largest.octets)
        passed = f"the largest acknowledged has {largest.octets} ({largest.first.outer} outside)"
        evidence.append(Evidence(largest.acknowledged_by.ref, f"acknowledges {largest.octets} octets"))
    fits = fitting(min(safe, least.octets - 1) + around, around)
    return finding(
        mtu_blackhole,
        Severity.DEGRADED,
        Confidence.LIKELY,
        f"Inner packets of {least.octets} octets ({least.first.outer} outside, {around} around them) from"
        f" {end_called(session.tunnel, side)} vanish, {passed}; MTU and MRU {fits.mru}, MSS {fits.mss} are safe",
        evidence,
        session=session,
        occurrences=len(lost),
    )
