"""The rule td-silent-death."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, PppFrame, Session, Side
from l2tpscope.rules.evidence import GIVE_UP_CONTROL_NS, end_called, failed_attempts, seconds
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding
from l2tpscope.rules.silence import enough, heard_after, unanswered_requests
from l2tpscope.wire.messages import HELLO


def td_silent_death(conversation: Conversation) -> Iterator[Finding]:
    """A peer vanished without a teardown: all its traffic stops at once.

    What it means:
    The session was up; then nothing came from one side any more, neither data nor control, and PPP requests to it stay
    unanswered. No HELLO was sent to find out. A sleeping or roaming client, a lost NAT mapping or a crash look the
    same.
    What to do:
    See whether the same peer returns with another address, port or Tunnel ID, and what happened to it at that moment.
    Switch HELLO on, so that such tunnels are found and cleared.
    Harmless when:
    The client was put to sleep (phones do so by design) and dials again later.
    Look-alikes:
    - hello-unanswered: a HELLO proves the silence
    - td-peer-restart: the peer comes back with a new tunnel
    - data-plane-dead: control messages still arrive
    - the end of the capture: nothing is said within the sender's time to give up
    Reference: RFC 2661 5.5
    """
    if conversation.one_direction:
        return
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            for silent in SIDES:
                requests = unanswered_requests(session, silent.other)
                if enough(requests) and _vanished(conversation, session, silent, requests):
                    yield _finding(conversation, session, silent, requests)


def _vanished(conversation: Conversation, session: Session, silent: Side, requests: list[PppFrame]) -> bool:
    """All silent, nobody sent a HELLO to find out, and the capture goes on for long enough."""
    tunnel, first = session.tunnel, requests[0].time_ns
    asked = (d for d in tunnel.deliveries[silent.other] if d.type == HELLO and d.last.time_ns >= first)
    if heard_after(tunnel, silent, first) or any(asked) or not session.sent[silent].packets:
        return False
    return conversation.last_ns - first >= GIVE_UP_CONTROL_NS


def _finding(conversation: Conversation, session: Session, silent: Side, requests: list[PppFrame]) -> Finding:
    tunnel = session.tunnel
    lasted = seconds(conversation.last_ns - requests[0].time_ns)
    return finding(
        td_silent_death,
        Severity.DROP,
        Confidence.LIKELY,
        f"{end_called(tunnel, silent)} vanished without a teardown: {len(requests)} PPP requests unanswered, and"
        f" nothing from it in the last {lasted} of the capture",
        [Evidence(frame.ref, "a PPP request without an answer") for frame in requests[:4]],
        session=session,
        attempts=failed_attempts(tunnel, session),
    )
