"""The rule lcp-loopback."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, PppFrame
from l2tpscope.rules.evidence import end_called, gravity
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.lcp import Failed, cause_code, cause_words, failed_links, shown_end, shown_ppp, windows_said
from l2tpscope.rules.ppp_words import frame_called
from l2tpscope.rules.rule import finding

# RFC 3145 3.2: "Magic Number error; link possibly looped back". Windows: ERROR_PPP_LOOPBACK_DETECTED (raserror.h).
MAGIC_NUMBER_ERROR = 7
LOOPBACK_DETECTED = 737


def lcp_loopback(conversation: Conversation) -> Iterator[Finding]:
    """A side received its own LCP back: the link is looped.

    What it means:
    A Configure-Request came from the other side with the very options and the magic number of the one that had been
    sent to it. Something reflects the packets: a bridge loop, a NAT that hairpins, a line in echo mode at the LAC.
    What to do:
    Find what sends the packets back: compare the addresses and session IDs of both frames named here, and capture at
    the reflecting end. Where a LAC relays a line, look at that line.
    Harmless when:
    Magic numbers are 0 or rejected: then nothing can be said of a loop, and nothing is.
    Look-alikes:
    - cap-duplicates: the same frame captured twice, in the same direction
    Reference: RFC 1661 6.4; RFC 3145 3.2
    """
    for failed in failed_links(conversation):
        stated = _stated(failed)
        looped = failed.link.looped if failed.lcp.opened_ns is None else None
        if looped is not None or stated:
            yield _found(conversation, failed, looped, stated=stated)


def _stated(failed: Failed) -> bool:
    return cause_code(failed.session) == MAGIC_NUMBER_ERROR or windows_said(failed, LOOPBACK_DETECTED) is not None


def _found(conversation: Conversation, failed: Failed, looped: PppFrame | None, *, stated: bool) -> Finding:
    session = failed.session
    said = windows_said(failed, LOOPBACK_DETECTED)
    if looped is not None:
        who = end_called(session.tunnel, looped.sender.other)
        summary = (
            f"LCP in session {session.index} is looped: {who} got its own Configure-Request back, magic number and all"
        )
    else:
        summary = f"a side of session {session.index} says that its LCP is looped back"
        summary += f": {frame_called(said.frame)}, {said.reason}" if said is not None else ""
    return finding(
        lcp_loopback,
        gravity(conversation, failed.attempts),
        Confidence.STATED if stated else Confidence.DEDUCED,
        summary + cause_words(session),
        [
            *(shown_ppp(_origin(failed, looped), "the request as it was sent") if looped is not None else ()),
            *shown_ppp([looped], "the same request, come back"),
            *shown_ppp([said.frame if said is not None else None], "the Terminate-Request says so"),
            *shown_end(session),
        ],
        session=session,
        attempts=failed.attempts,
    )


def _origin(failed: Failed, looped: PppFrame) -> list[PppFrame]:
    """The other side's own request with the octets that came back."""
    sent = (frame for asked in failed.lcp.sides[looped.sender.other].requests for frame in asked.frames)
    return [frame for frame in sent if frame.octets[4:] == looped.octets[4:]][:1]
