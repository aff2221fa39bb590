"""The rule mss-not-clamped."""

from collections.abc import Iterator
from typing import NamedTuple

from l2tpscope.conversation.model import SIDES, Conversation, InnerSegment, Session, Side, Tunnel
from l2tpscope.rules.evidence import counted, end_called
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.mtu import flows_of, headers, mru, overhead, path_mtu, vanished
from l2tpscope.rules.rule import finding


class Unclamped(NamedTuple):
    """A SYN that invites inner packets larger than `limit` octets, and whether such were lost or fragmented."""

    session: Session
    syn: InnerSegment
    limit: int
    hurts: bool


def mss_not_clamped(conversation: Conversation) -> Iterator[Finding]:
    """A TCP connection inside the session agrees on segments that do not fit.

    What it means:
    The MSS option of a SYN lets the other end send packets that exceed the MRU agreed upon, or the path once all
    headers of the tunnel are around them. They depend on fragments, or on ICMP errors that reach the server.
    What to do:
    Clamp the TCP MSS on the router at either end to the value named here or less (iptables: TCPMSS --set-mss or
    --clamp-mss-to-pmtu; MikroTik: change-tcp-mss).
    Harmless when:
    Nothing was lost or fragmented for it: this is then info. The server may have a smaller MSS of its own, or another
    router clamps further on.
    Look-alikes:
    - mtu-blackhole: the segments vanish, whatever the SYN says
    - mtu-outer-fragmentation: other large packets are fragmented
    Reference: RFC 9293 3.7.1; RFC 2923 2.2
    """
    for tunnel in conversation.tunnels:
        for side in SIDES:
            found = [one for session in tunnel.talking if session.syns for one in _unclamped(session, side)]
            if found:
                yield _finding(tunnel, side, found)


def _unclamped(session: Session, side: Side) -> Iterator[Unclamped]:
    syns = [(syn, syn.segment.mss) for syn in session.syns if syn.sender is side]
    told = [(syn, mss + headers(syn.segment.version)) for syn, mss in syns if mss is not None]
    if not told:
        return
    limit = min(mru(session, side), path_mtu(session.tunnel, side.other) - overhead(session))
    if any(size > limit for _, size in told):
        hurts = _hurts(session, side.other, limit)
        yield from (Unclamped(session, syn, limit, hurts) for syn, size in told if size > limit)


def _hurts(session: Session, sender: Side, limit: int) -> bool:
    """Whether segments of this sender that exceed the limit were fragmented, or vanished."""
    flows = list(flows_of(session, sender))
    large = (sent for flow in flows for sent in flow.sent if sent.octets > limit)
    lost = (sent for flow in flows for sent in vanished(flow) if sent.octets > limit)
    return any(one.fragmented for sent in large for one in sent.transmissions) or any(lost)


def _finding(tunnel: Tunnel, side: Side, found: list[Unclamped]) -> Finding:
    first = max(found, key=lambda one: one.hurts)
    version = first.syn.segment.version
    sessions = {one.session for one in found}
    return finding(
        mss_not_clamped,
        Severity.DEGRADED if first.hurts else Severity.INFO,
        Confidence.DEDUCED if first.hurts else Confidence.POSSIBLE,
        f"{counted(len(found), 'TCP SYN')} from {end_called(tunnel, side)} in {counted(len(sessions), 'session')} with"
        f" MSS {first.syn.segment.mss}: packets of up to {(first.syn.segment.mss or 0) + headers(version)} octets,"
        f" {first.limit} fit; clamp to {first.limit - headers(version)}",
        [Evidence(one.syn.ref, f"SYN with MSS {one.syn.segment.mss}") for one in found[:4]],
        tunnel=tunnel,
        session=first.session if len(sessions) == 1 else None,
        occurrences=len(found),
    )
