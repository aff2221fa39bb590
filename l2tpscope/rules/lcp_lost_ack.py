"""The rule lcp-lost-ack."""

from collections.abc import Iterator

from l2tpscope.conversation.link import Asked
from l2tpscope.conversation.model import SIDES, Conversation, Side
from l2tpscope.rules.evidence import counted, end_called, gravity
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.lcp import (
    MANY,
    Failed,
    failed_links,
    on_sound_paths,
    over,
    repeated_after_ack,
    shown_end,
    shown_ppp,
)
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import LCP


def lcp_lost_ack(conversation: Conversation) -> Iterator[Finding]:
    """LCP requests were acknowledged in this capture, yet their sender kept asking.

    What it means:
    Either the Configure-Acks were lost behind the capture point, or their sender's data does not get into the other's
    PPP, or they came too late for its timer; or an Ack does not repeat the identifier and the options octet for octet,
    and must be ignored. LCP stays closed on that side, and what the other then sends (a Challenge) gets no answer.
    What to do:
    Capture at the side that keeps asking: if the Acks arrive there, look at its kernel session and source address
    checks; if not, find who drops data in that direction. With a long round trip raise its restart timer (pppd:
    lcp-restart). An Ack that differs from its request is a bug of its sender: update it.
    Harmless when:
    It happens once or twice and LCP opens after it.
    Look-alikes:
    - lcp-no-response: no answer is in the capture
    - lcp-not-converging: the answers are Naks or Rejects
    - auth-no-answer: both sides take LCP for open
    - path-loss: control messages are lost as well
    Reference: RFC 1661 4.6, 5.2
    """
    for failed in on_sound_paths(failed_links(conversation)):
        if failed.session.phase not in (None, "lcp"):
            continue
        beyond = {frame.sender for frame in failed.session.ppp if frame.protocol != LCP}
        for side in (side for side in SIDES if side not in beyond):
            own = failed.lcp.sides[side]
            asked = repeated_after_ack(own) or next((one for one in own.requests if _is_spoilt(one)), None)
            if asked is not None:
                yield _found(conversation, failed, side, asked)


def _is_spoilt(asked: Asked) -> bool:
    """Never acknowledged but by an Ack that is not its own, and asked again."""
    return asked.spoilt is not None and asked.answer is None and len(asked.frames) >= MANY


def _found(conversation: Conversation, failed: Failed, side: Side, asked: Asked) -> Finding:
    tunnel, sent = failed.session.tunnel, [*asked.frames, *asked.again]
    who, peer = end_called(tunnel, side), end_called(tunnel, side.other)
    acked = f"{peer} acknowledged it in this capture, and that did not help"
    spoilt = f"the Configure-Ack of {peer} has another identifier or other options and must be ignored"
    return finding(
        lcp_lost_ack,
        gravity(conversation, failed.attempts),
        Confidence.LIKELY if asked.answer is not None else Confidence.DEDUCED,
        f"{who} sent the same LCP Configure-Request {counted(len(sent), 'time')} in {over(sent)}:"
        f" {acked if asked.answer is not None else spoilt}",
        [
            *shown_ppp([asked.first], "the request"),
            *shown_ppp([asked.answer or asked.spoilt], "the Configure-Ack"),
            *shown_ppp(sent[1:], "the same request again"),
            *shown_end(failed.session),
        ],
        session=failed.session,
        attempts=failed.attempts,
    )
