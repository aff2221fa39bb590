"""The rule pending-at-end."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Attempt, Conversation, Delivery, Session, Tunnel
from l2tpscope.rules.evidence import GIVE_UP_CONTROL_NS, message_called, seconds, shown
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import CDN, STOPCCN


def pending_at_end(conversation: Conversation) -> Iterator[Finding]:
    """A request still waits for its answer when the capture ends.

    What it means:
    The capture ends before the sender's time to give up had passed (31 s for control messages, 30 s for PPP, where the
    sender's own schedule is not known). Whether an answer came is unknown; it is not called a failure.
    What to do:
    Capture for longer: at least a minute after the last attempt.
    Harmless when:
    Always: it limits what can be said.
    Look-alikes:
    - any "no reply" finding, which needs a capture that goes on until the sender gave up
    Reference: RFC 2661 5.8
    """
    pending: dict[Tunnel, list[Attempt]] = {}
    for attempt in conversation.attempts:
        if attempt.ended == "pending":
            pending.setdefault(attempt.tunnel, []).append(attempt)
    for tunnel in conversation.tunnels:
        waiting = [] if tunnel.end is not None else list(_waiting(conversation, tunnel))
        if waiting or tunnel in pending:
            yield _finding(conversation, tunnel, pending.get(tunnel, []), waiting)


def _waiting(conversation: Conversation, tunnel: Tunnel) -> Iterator[Delivery]:
    """Messages repeated at least once, not acknowledged, and not yet given up; partings count for nothing."""
    for deliveries in tunnel.deliveries.values():
        for delivery in deliveries[-16:]:
            young = conversation.last_ns - delivery.first.time_ns < GIVE_UP_CONTROL_NS
            open_ = delivery.acknowledged_by is None and delivery.type not in (CDN, STOPCCN)
            if young and open_ and delivery.retransmissions and not conversation.one_direction:
                yield delivery


def _finding(conversation: Conversation, tunnel: Tunnel, pending: list[Attempt], waiting: list[Delivery]) -> Finding:
    evidence = [shown(d.first, f"{message_called(d)} Ns={d.ns}, not acknowledged yet") for d in waiting]
    evidence += [item for attempt in pending for item in _last(attempt.tunnel, attempt.session)]
    started = min([a.started_ns for a in pending] + [d.first.time_ns for d in waiting])
    what = "A set-up is" if pending else f"{message_called(waiting[0])} is"
    return finding(
        pending_at_end,
        Severity.INFO,
        Confidence.DEDUCED,
        f"{what} unanswered when the capture ends, {seconds(max(0, conversation.last_ns - started))} after it began",
        evidence[:8],
        tunnel=tunnel,
        session=pending[0].session if len(pending) == 1 else None,
        attempts=[attempt.index for attempt in pending],
        occurrences=max(1, len(pending)),
    )


def _last(tunnel: Tunnel, session: Session | None) -> list[Evidence]:
    """The last thing captured of an attempt."""
    heard = session.transmissions if session is not None else tunnel.transmissions
    last = [shown(heard[-1])] if heard else []
    if session is not None and session.ppp:
        last.append(Evidence(session.ppp[-1].ref, "the last PPP control frame of the call"))
    return last
