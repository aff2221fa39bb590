"""The rule td-idle-or-session-timeout."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Session
from l2tpscope.rules.evidence import end_called, failed_attempts, gravity, seconds
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.lcp import shown_end, shown_ppp
from l2tpscope.rules.limits import stated_limit, usual_limit
from l2tpscope.rules.ppp_words import frame_called
from l2tpscope.rules.rule import finding


def td_idle_or_session_timeout(conversation: Conversation) -> Iterator[Finding]:
    """A call was ended because its time was up, or because nothing had passed for too long.

    What it means:
    The side that ends it says so in its Terminate-Request or CDN, or the call lasted a round number of minutes while
    everything worked: a configured limit, often from RADIUS (Session-Timeout, Idle-Timeout).
    What to do:
    Raise or remove the limit in RADIUS or in the options of the side that ended the call (pppd: idle, maxconnect), or
    let something pass more often than the idle limit.
    Harmless when:
    The limit is meant, and the client dials again.
    Look-alikes:
    - lcp-echo-timeout: echoes were unanswered before the end
    - ike-rekey-failed: IPsec was rekeyed at the same minute
    - td-mass-disconnect: many calls end at the same moment
    Reference: RFC 1661 5.5; RFC 2865 5.27, 5.28
    """
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            why, usual = stated_limit(session), usual_limit(session)
            if why:
                yield _stated(conversation, session, why)
            elif usual is not None:
                yield _usual(conversation, session, usual)


def _stated(conversation: Conversation, session: Session, why: str) -> Finding:
    said = [one for one in session.link.terminations if one.reason == why] if session.link is not None else []
    sender = said[0].sender if said else session.end.sender if session.end is not None else None
    who = end_called(session.tunnel, sender) if sender is not None else "a side"
    attempts = failed_attempts(session.tunnel, session)
    return finding(
        td_idle_or_session_timeout,
        gravity(conversation, attempts) if attempts else Severity.INFO,
        Confidence.STATED,
        f'{who} ended session {session.index}{_lasted(session)} for a limit of its own: "{why}"',
        [*(item for one in said for item in shown_ppp([one.frame], frame_called(one.frame))), *shown_end(session)],
        session=session,
        attempts=attempts,
    )


def _usual(conversation: Conversation, session: Session, usual: int) -> Finding:
    attempts = failed_attempts(session.tunnel, session)
    who = end_called(session.tunnel, session.end.sender) if session.end and session.end.sender else "a side"
    return finding(
        td_idle_or_session_timeout,
        gravity(conversation, attempts) if attempts else Severity.INFO,
        Confidence.POSSIBLE,
        f"{who} ended session {session.index} after {usual} s, a usual limit, while everything worked",
        shown_end(session),
        session=session,
        attempts=attempts,
    )


def _lasted(session: Session) -> str:
    if session.end is None or session.established_ns is None:
        return ""
    return f" after {seconds(session.end.time_ns - session.established_ns)}"
