"""The rule tun-shutdown."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import counted, seconds
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.refusals import Refusal, refusals, refused

SHUTTING_DOWN = 6


def tun_shutdown(conversation: Conversation) -> Iterator[Finding]:
    """A peer closed the tunnel because it is shutting down, or before the tunnel was even up.

    What it means:
    StopCCN 6, or words to that effect: the daemon or the router was stopped, and took the calls of the tunnel with
    it. StopCCN 1 before the set-up was complete: its sender's own time for the set-up ran out, or its operator
    withdrew.
    What to do:
    Ask who restarted the peer. For a set-up cut short, see which message its sender was still waiting for.
    Harmless when:
    StopCCN 1 closes an established tunnel: that is the ordinary end, and is not reported.
    Look-alikes:
    - td-mass-disconnect: many tunnels end at the same moment
    - tun-secret-mismatch: a Challenge was answered just before
    Reference: RFC 2661 4.4.2, 5.7
    """
    for refusal in refusals(conversation, tun_shutdown):
        confidence = Confidence.STATED if _says_so(refusal) else Confidence.LIKELY
        yield refused(tun_shutdown, conversation, refusal, _more(refusal), confidence=confidence)


def _says_so(refusal: Refusal) -> bool:
    """By code 6, or by its words in an established tunnel."""
    return refusal.ending.result_code == SHUTTING_DOWN or refusal.tunnel.established_ns is not None


def _more(refusal: Refusal) -> str:
    if _says_so(refusal):
        lost = sum(1 for session in refusal.tunnel.sessions if session.end is refusal.ending)
        return f"; {counted(lost, 'session')} ended with it" if lost else ""
    return f", {seconds(refusal.ending.time_ns - refusal.tunnel.first_ns)} into the set-up, which was not complete"
