"""The rule td-normal."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Attempt, Conversation, Session
from l2tpscope.rules.evidence import counted, end_called, shown, stated
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.ppp_words import frame_called
from l2tpscope.rules.rule import finding


def td_normal(conversation: Conversation) -> Iterator[Finding]:
    """Calls ended in order.

    What it means:
    One side hung up: PPP was terminated, then the session by a CDN, then perhaps the tunnel by a StopCCN. Some systems
    leave out a step; nothing is wrong with that, nor with a leaving client whose last message nobody acknowledges.
    What to do:
    Nothing. If the user did not want to hang up, ask the side that is named here why it did.
    Harmless when:
    Always.
    Look-alikes:
    - td-idle-or-session-timeout: it was ended by a limit
    - tun-shutdown: the peer was shut down with calls up
    - lcp-terminated-by-peer: PPP was terminated with a reason that is no user's wish
    Reference: RFC 1661 5.5; RFC 2661 5.6, 5.7
    """
    ended = [attempt for attempt in conversation.attempts if attempt.ended == "normal" and attempt.session is not None]
    if ended:
        yield finding(
            td_normal,
            Severity.INFO,
            Confidence.DEDUCED,
            f"{counted(len(ended), 'call')} ended in order; {_words(ended[0])}",
            [item for attempt in ended[:4] for item in _frames(attempt)],
            occurrences=len(ended),
        )


def _words(attempt: Attempt) -> str:
    """How the first of them ended."""
    session = attempt.session
    link, end = (session.link, session.end) if session is not None else (None, None)
    said = []
    if link is not None and link.termination is not None:
        reason = f' ("{link.termination.reason}")' if link.termination.reason else ""
        said.append(f"{end_called(attempt.tunnel, link.termination.sender)} terminated PPP{reason}")
    if end is not None and end.sender is not None:
        said.append(f"{end_called(attempt.tunnel, end.sender)} sent {stated(end)}")
    return f"{', then '.join(said)} in session {session.index if session else '?'}"


def _frames(attempt: Attempt) -> Iterator[Evidence]:
    session: Session | None = attempt.session
    if session is None or session.end is None:
        return
    if session.link is not None and session.link.termination is not None:
        frame = session.link.termination.frame
        yield Evidence(frame.ref, frame_called(frame))
    if session.end.transmission is not None:
        yield shown(session.end.transmission, stated(session.end))
