"""The rule data-plane-dead."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, SIDES, Conversation, PppFrame, Session, Side, Transmission
from l2tpscope.rules.evidence import end_called, failed_attempts, seconds, shown
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.loss import lost
from l2tpscope.rules.rule import finding
from l2tpscope.rules.silence import control_after, enough, unanswered_requests

# Control messages and data messages share one flow; a control message this long after the data stopped proves that the
# peer and the path still live (RFC 2661 5.8: retransmission timer of 1 second, so a live peer is heard within it).
ALIVE_AFTER_NS = 2 * SECOND
# A CDN or its acknowledgment may trail the end of the session a little.
TRAIL_NS = 2 * SECOND
LOSSY = 3


def data_plane_dead(conversation: Conversation) -> Iterator[Finding]:
    """Control messages pass and are acknowledged, data messages do not.

    What it means:
    PPP requests of one side stay unanswered while control messages still arrive from the other: the tunnel lives, its
    data does not pass. A firewall lets only the control flow through, or the session is missing in the kernel of one
    side.
    What to do:
    Compare captures at both ends: where data leaves one and never reaches the other, a filter on the path drops it
    (some match on the L2TP header, or on packet size). Where it arrives, look at `ip l2tp show session` and the
    kernel's log.
    Harmless when:
    The peer ignores PPP echoes while other data still comes from it: then nothing is reported.
    Look-alikes:
    - hello-unanswered, td-silent-death: control messages are unanswered, too
    - path-loss: some of everything is lost
    - data-wrong-source-addr: the data comes from another address
    Reference: RFC 2661 5.3, 5.8
    """
    if conversation.one_direction:
        return
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            for silent in SIDES:
                requests = unanswered_requests(session, silent.other)
                alive = _alive(session, silent, requests) if enough(requests) else None
                if alive is not None:
                    yield _finding(session, silent, requests, alive)


def _alive(session: Session, silent: Side, requests: list[PppFrame]) -> Transmission | None:
    """A control message of the side whose data is missing, after the first request; None on a lossy path."""
    tunnel = session.tunnel
    if any(len(lost(tunnel, side)) >= LOSSY for side in SIDES):
        return None
    until = session.end.time_ns + TRAIL_NS if session.end is not None else None
    return control_after(tunnel, silent, requests[0].time_ns + ALIVE_AFTER_NS, until)


def _finding(session: Session, silent: Side, requests: list[PppFrame], alive: Transmission) -> Finding:
    ever = session.sent[silent].packets
    who = end_called(session.tunnel, silent)
    lasted = seconds(requests[-1].time_ns - requests[0].time_ns)
    return finding(
        data_plane_dead,
        Severity.DROP if ever else Severity.FATAL,
        Confidence.LIKELY,
        f"{'No more' if ever else 'No'} data from {who} at this capture point: {len(requests)} PPP requests in {lasted}"
        " unanswered, while its control messages still arrive",
        [
            *(Evidence(frame.ref, "a PPP request without an answer") for frame in requests[:4]),
            shown(alive, "a control message from the side whose data is missing"),
        ],
        session=session,
        attempts=failed_attempts(session.tunnel, session),
    )
