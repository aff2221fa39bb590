"""The rule lcp-echo-timeout."""

from collections.abc import Iterator

from l2tpscope.conversation.attempts import UNHEARD_ECHOES
from l2tpscope.conversation.model import SIDES, Conversation, PppFrame, Side
from l2tpscope.rules.evidence import counted, end_called, gravity
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.lcp import (
    NOT_RESPONDING,
    Failed,
    cause_code,
    cause_words,
    failed_links,
    over,
    shown_end,
    shown_ppp,
)
from l2tpscope.rules.rule import finding

# RFC 3145 3.2: "LCP link failure: Echo Request timeout".
ECHO_TIMEOUT = 8
IGNORED = (
    "The peer is there, for other frames still come from it, but it does not answer LCP Echo-Requests: it ignores them,"
    " or a filter drops them."
)
NO_ECHO = "Switch the echoes off at the side that asks (pppd: lcp-echo-failure 0), or let the peer answer them."


def lcp_echo_timeout(conversation: Conversation) -> Iterator[Finding]:
    """LCP echoes went unanswered until one side gave the link up.

    What it means:
    A side asked its peer by LCP Echo-Request whether it is still there, heard nothing several times, and ended the
    call. Mostly the path, a NAT or an IPsec SA beneath is dead, or the peer is gone. Where other frames still come from
    the peer, it only ignores the echoes.
    What to do:
    See what happened just before the first unanswered echo: whether control messages still passed, whether IPsec was
    rekeyed. If the peer ignores echoes, switch them off.
    Harmless when:
    Single echoes are lost and later ones are answered.
    Look-alikes:
    - data-plane-dead: control messages still pass, data does not
    - hello-unanswered, td-silent-death: control messages are unanswered as well
    Reference: RFC 1661 5.8; RFC 3145 3.2
    """
    for failed in failed_links(conversation) if not conversation.one_direction else ():
        for side in SIDES:
            unanswered = failed.link.echoes[side].unanswered
            enough = UNHEARD_ECHOES if not _gave_up(failed, side) else 1
            if len(unanswered) >= enough:
                yield _found(conversation, failed, side, unanswered)
                break


def _gave_up(failed: Failed, side: Side) -> bool:
    """True if this side says that it ended the call for want of answers."""
    end = failed.session.end
    said = any(one.sender is side and NOT_RESPONDING in one.reason for one in failed.link.terminations)
    return said or (end is not None and end.sender is side and cause_code(failed.session) == ECHO_TIMEOUT)


def _found(conversation: Conversation, failed: Failed, side: Side, unanswered: list[PppFrame]) -> Finding:
    session, gave_up = failed.session, _gave_up(failed, side)
    heard = session.sent[side.other].last_ns or 0
    ignored = len(unanswered) > 1 and heard > unanswered[1].time_ns
    tail = ", though other frames still came from it" if ignored else ", and nothing else came from it"
    ending = [one.frame for one in failed.link.terminations if one.sender is side]
    return finding(
        lcp_echo_timeout,
        gravity(conversation, failed.attempts),
        Confidence.STATED if gave_up else Confidence.LIKELY,
        f"{end_called(session.tunnel, side.other)} did not answer {counted(len(unanswered), 'LCP Echo-Request')}"
        f" in {over(unanswered)}{tail}{'; then the call was ended' if gave_up else ''}{cause_words(session)}",
        [*shown_ppp(unanswered, "an echo without an answer"), *shown_ppp(ending, "the end"), *shown_end(session)],
        session=session,
        attempts=failed.attempts,
        cause=IGNORED if ignored else None,
        remedy=NO_ECHO if ignored else None,
    )
