"""The rule ses-cdn-admin."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, Conversation
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.ppp_words import frame_called
from l2tpscope.rules.refusals import Refusal, refusals, refused
from l2tpscope.wire.results import disconnect_text

# What PPP said in the seconds before a CDN is why it was sent; PPP's own timers are 3 s (RFC 1661 4.6).
JUST_BEFORE_NS = 5 * SECOND


def ses_cdn_admin(conversation: Conversation) -> Iterator[Finding]:
    """A call was cleared with a code that does not say why.

    What it means:
    CDN 3 (administrative) and CDN 1 (loss of carrier) are what daemons send for everything: PPP or authentication
    failed, an echo was not answered, a time limit passed, an operator cut the call, the access line dropped.
    What to do:
    Look at the last PPP frames before it, named here, and at the log of the side that sent it.
    Harmless when:
    PPP was terminated in order before it: then it is the ordinary end of a call.
    Look-alikes:
    - lcp-echo-timeout: echo requests without replies before it
    - td-idle-or-session-timeout: it comes after a round number of minutes
    Reference: RFC 2661 4.4.2; RFC 3145
    """
    for refusal in refusals(conversation, ses_cdn_admin):
        yield refused(
            ses_cdn_admin, conversation, refusal, _cause(refusal) + _ppp(refusal), confidence=Confidence.POSSIBLE,
            evidence=_frames(refusal),
        )  # fmt: skip


def _cause(refusal: Refusal) -> str:
    """What the PPP Disconnect Cause Code AVP says (RFC 3145), if it is there."""
    if refusal.ending.disconnect_cause is None:
        return ""
    code, _, direction, text = refusal.ending.disconnect_cause
    return f"; it gives as PPP disconnect cause: {disconnect_text(code, direction)}" + (f' "{text}"' if text else "")


def _ppp(refusal: Refusal) -> str:
    frames = refusal.session.ppp if refusal.session is not None else []
    before = [frame for frame in frames if 0 <= refusal.ending.time_ns - frame.time_ns <= JUST_BEFORE_NS]
    return f"; just before, PPP said {frame_called(before[-1])}" if before else ""


def _frames(refusal: Refusal) -> list[Evidence]:
    frames = refusal.session.ppp if refusal.session is not None else []
    return [Evidence(frame.ref, frame_called(frame)) for frame in frames[-3:]]
