"""The rule attempt-unexplained."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Attempt, Conversation, Session, Side
from l2tpscope.rules.evidence import called, end_called, gravity, shown, stated
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.rule import finding


def attempt_unexplained(conversation: Conversation) -> Iterator[Finding]:
    """A call or tunnel failed, and nothing in this capture says why.

    What it means:
    The attempt did not come up, or ended before its time, and no rule found a cause at this capture point.
    What to do:
    Look at the last messages, named here, and at the logs of both ends; capture at the other end as well.
    Harmless when:
    Somebody tried and gave up on purpose.
    Look-alikes:
    - pending-at-end: the capture ended before the attempt did
    Reference: RFC 2661 7.2, 7.4, 7.5
    """
    for attempt in conversation.attempts:
        if attempt.failed:
            yield _found(conversation, attempt)


def _found(conversation: Conversation, attempt: Attempt) -> Finding:
    tunnel, session = attempt.tunnel, attempt.session
    source = session.transmissions if session is not None else tunnel.transmissions
    what = f"session {session.index}" if session is not None else "the tunnel"
    end = session.end if session is not None else tunnel.end
    ended = f"; it ended with {stated(end)}" if end is not None and end.message else ""
    last = f"; the last message was {called(source[-1])}" if source else ""
    return finding(
        attempt_unexplained,
        gravity(conversation, [attempt.index]),
        Confidence.POSSIBLE,
        f"{what} between {end_called(tunnel, Side.INITIATOR)} and {end_called(tunnel, Side.RECIPIENT)} got as far as "
        f"{attempt.reached or 'nothing'} and failed without a visible cause{ended}{last}",
        [shown(transmission) for transmission in source[-3:]] or _data(session),
        tunnel=tunnel,
        session=session,
        attempts=[attempt.index],
    )


def _data(session: Session | None) -> list[Evidence]:
    """The first and last data message, of a call whose control messages were not captured."""
    counts = session.sent.values() if session is not None else ()
    frames = {frame for count in counts for frame in (count.first_frame, count.last_frame) if frame is not None}
    return [Evidence(frame, "data of this session") for frame in sorted(frames)]
