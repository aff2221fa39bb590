"""The rule ses-icrq-no-answer."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, Conversation, Delivery, Session
from l2tpscope.rules.evidence import (
    GIVE_UP_CONTROL_NS,
    end_called,
    failed_attempts,
    failing,
    gravity,
    message_called,
    seconds,
    shown,
)
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import ICRQ, OCRQ

# Who withdraws sooner did not wait: a peer that asks RADIUS first may well take some seconds.
SHORTEST_WAIT_NS = 5 * SECOND


def ses_icrq_no_answer(conversation: Conversation) -> Iterator[Finding]:
    """The peer received the call request, and never answered it.

    What it means:
    The request was acknowledged, so nothing was lost: the application behind the peer's tunnel did not decide in time
    (RADIUS, the creation of the PPP interface, a call steering system), or forgot the call.
    What to do:
    Look at the peer: its RADIUS and call logs at this second. A capture of the network cannot show more.
    Harmless when:
    The reply comes some seconds late and the call goes on; or the caller withdraws within 5 s.
    Look-alikes:
    - ctl-max-retries: the request was never acknowledged
    - path-loss: the reply was lost, and sent again later
    Reference: RFC 2661 7.4, 7.5
    """
    if conversation.one_direction:
        return
    for tunnel in failing(conversation):
        for session in tunnel.sessions:
            asked = next((d for d in session.deliveries() if d.type in (ICRQ, OCRQ)), None)
            if asked is not None and _left_waiting(conversation, session, asked):
                yield _found(conversation, session, asked)


def _left_waiting(conversation: Conversation, session: Session, asked: Delivery) -> bool:
    """Acknowledged, no reply, and the requester stopped waiting or had time to."""
    if asked.acknowledged_by is None or asked.peer_answered is True or session.established_ns is not None:
        return False
    if any(count.packets for count in session.sent.values()):
        return False  # data: there was an answer, which this capture lacks
    until = session.end.time_ns if session.end is not None else conversation.last_ns
    own_end = session.end is not None and session.end.sender is asked.sender
    if own_end:
        return until - asked.first.time_ns >= SHORTEST_WAIT_NS
    return until - asked.first.time_ns >= GIVE_UP_CONTROL_NS


def _found(conversation: Conversation, session: Session, asked: Delivery) -> Finding:
    tunnel, attempts = session.tunnel, failed_attempts(session.tunnel, session)
    until = session.end.time_ns if session.end is not None else conversation.last_ns
    evidence = [shown(asked.first)]
    if asked.acknowledged_by is not None:
        evidence.append(shown(asked.acknowledged_by, f"acknowledges it (Nr={asked.acknowledged_by.message.nr})"))
    if session.end is not None and session.end.transmission is not None:
        evidence.append(shown(session.end.transmission, "the end of the wait"))
    return finding(
        ses_icrq_no_answer,
        gravity(conversation, attempts),
        Confidence.DEDUCED,
        f"{end_called(tunnel, asked.sender.other)} acknowledged the {message_called(asked)} of session {session.index} "
        f"but sent no answer to it within {seconds(until - asked.first.time_ns)}, at this capture point",
        evidence,
        tunnel=tunnel,
        session=session,
        attempts=attempts,
    )
