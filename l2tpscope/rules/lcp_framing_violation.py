"""The rule lcp-framing-violation."""

from collections.abc import Iterator

from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import SIDES, Conversation, PppFrame, Session, Side
from l2tpscope.rules.evidence import counted, end_called, failed_attempts
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.lcp import links, shown_ppp
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import CODE_REJECT, LCP

ACFC = 8


def lcp_framing_violation(conversation: Conversation) -> Iterator[Finding]:
    """PPP frames lack the address and control octets although that was not agreed upon.

    What it means:
    FF 03 stands before the protocol of each PPP frame unless the receiver asked for
    Address-and-Control-Field-Compression, and always before LCP that negotiates. A strict receiver drops what comes
    without them.
    What to do:
    Switch the compression off at the sender (pppd: noaccomp, nopcomp), or update it.
    Harmless when:
    The receiver takes the frames all the same, as most do: this is then info. FF 03 after the compression was agreed
    upon is always right.
    Look-alikes:
    - lcp-no-response: the frames are well formed, and nobody answers
    Reference: RFC 1661 6.6; RFC 1662 3.2
    """
    for session, link in links(conversation):
        for side in SIDES:
            bare = [frame for frame in session.ppp if frame.sender is side and _is_wrong(frame, link)]
            if bare:
                yield _found(session, link, side, bare)


def _counted(session: Session, link: PppLink, side: Side) -> int:
    """Those among the echoes that were only counted: all of a run are framed alike."""
    pairs = ((run.count, frame) for run in session.echo_runs for frame in (run.request, run.reply))
    return sum(count for count, frame in pairs if frame.sender is side and _is_wrong(frame, link))


def _is_wrong(frame: PppFrame, link: PppLink) -> bool:
    """FF 03 is missing from LCP that negotiates (codes 1 to 7), or its receiver had not asked for that."""
    if frame.has_address_control:
        return False
    if frame.protocol == LCP and frame.code <= CODE_REJECT:
        return True
    lcp = link.negotiations.get(LCP)
    return lcp is not None and lcp.opened_ns is not None and lcp.sides[frame.sender.other].option(ACFC) is None


def _found(session: Session, link: PppLink, side: Side, bare: list[PppFrame]) -> Finding:
    requests = link.negotiations[LCP].sides[side].requests if LCP in link.negotiations else []
    attempts = failed_attempts(session.tunnel, session)
    amount = len(bare) + _counted(session, link, side)
    hurts = bool(attempts) and bool(requests) and all(asked.answer is None for asked in requests)
    return finding(
        lcp_framing_violation,
        Severity.DEGRADED if hurts else Severity.INFO,
        Confidence.LIKELY if hurts else Confidence.DEDUCED,
        f"{counted(amount, 'PPP frame')} from {end_called(session.tunnel, side)} without FF 03, which was not agreed"
        f" upon{', and none of its requests was answered' if hurts else ''}",
        shown_ppp(bare, "address and control octets are missing"),
        session=session,
        attempts=attempts if hurts else (),
        occurrences=amount,
    )
