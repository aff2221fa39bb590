"""The rule lcp-renegotiation."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, PppFrame, Session
from l2tpscope.rules.evidence import counted, end_called, failed_attempts
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.lcp import links, shown_ppp
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import LCP

# Once is what an LNS does that negotiates anew after the LAC, and what a restarted PPP does; more than three times
# within one call is a loop.
LOOP_MANY = 3


def lcp_renegotiation(conversation: Conversation) -> Iterator[Finding]:
    """LCP was negotiated anew after it had been open.

    What it means:
    A Configure-Request after LCP was open takes all of PPP down: authentication and every network protocol must be
    done again (RFC 1661 4.3). An LNS may do so once, right after the call came up; later it means that a peer's PPP was
    restarted. Again and again, it is a loop.
    What to do:
    Nothing, if it happens once and the call comes up. In a loop, look into the PPP logs of the side that begins anew,
    and switch renegotiation off where the LAC has negotiated LCP already.
    Harmless when:
    The call works afterwards: this is then info.
    Look-alikes:
    - lcp-lost-ack: the request is sent again because its Ack got lost
    Reference: RFC 1661 3.4, 4.3
    """
    for session, link in links(conversation):
        reopened = link.negotiations[LCP].reopened if LCP in link.negotiations else []
        if reopened:
            yield _found(session, reopened)


def _found(session: Session, reopened: list[PppFrame]) -> Finding:
    is_loop = len(reopened) > LOOP_MANY
    return finding(
        lcp_renegotiation,
        Severity.DEGRADED if is_loop else Severity.INFO,
        Confidence.DEDUCED,
        f"{end_called(session.tunnel, reopened[0].sender)} began LCP of session {session.index} anew after it was open,"
        f" {counted(len(reopened), 'time')}",
        shown_ppp(reopened, "a Configure-Request after LCP was open"),
        session=session,
        attempts=failed_attempts(session.tunnel, session) if is_loop else (),
        occurrences=len(reopened),
    )
