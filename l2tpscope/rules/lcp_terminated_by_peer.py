"""The rule lcp-terminated-by-peer."""

from collections.abc import Iterator

from l2tpscope.conversation.link import Termination
from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called, gravity
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.lcp import Failed, failed_links, shown_end, shown_ppp, verdict_of
from l2tpscope.rules.ppp_words import frame_called
from l2tpscope.rules.rule import finding


def lcp_terminated_by_peer(conversation: Conversation) -> Iterator[Finding]:
    """A side ended PPP and said why in its Terminate-Request.

    What it means:
    The data of a Terminate-Request is the sender's own reason: a text, or the error number of Windows. It is quoted
    here because nothing else in the capture explains the end better.
    What to do:
    Follow the reason: an error number of Windows is a verdict of the server (or of the client's own policy), a text is
    best looked up in the log of the side that sent it.
    Harmless when:
    The reason is that of an ordinary end ("User request", number 0, 629 or 631): nothing is reported then.
    Look-alikes:
    - auth-mschap-691 and its kin: the refusal of the user is in the capture itself
    - td-idle-or-session-timeout: the reason is a time limit
    - lcp-echo-timeout: the reason is a peer that does not answer
    Reference: RFC 1661 5.5
    """
    for failed in failed_links(conversation):
        said = verdict_of(failed.session)
        if said is not None:
            yield _found(conversation, failed, said)


def _found(conversation: Conversation, failed: Failed, said: Termination) -> Finding:
    session = failed.session
    reason = f"Windows error {said.reason}" if said.windows_error is not None else f'"{said.reason}"'
    return finding(
        lcp_terminated_by_peer,
        gravity(conversation, failed.attempts),
        Confidence.STATED,
        f"{end_called(session.tunnel, said.sender)} ended PPP in session {session.index}, for this reason: {reason}",
        [*shown_ppp([said.frame], frame_called(said.frame)), *shown_end(session)],
        session=session,
        attempts=failed.attempts,
    )
