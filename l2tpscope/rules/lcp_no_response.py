"""The rule lcp-no-response."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, PppFrame, Side
from l2tpscope.rules.evidence import counted, end_called, gravity
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.lcp import (
    Failed,
    asked_in_vain,
    cause_words,
    failed_links,
    on_sound_paths,
    over,
    repeated_after_ack,
    shown_end,
    shown_ppp,
)
from l2tpscope.rules.rule import finding


def lcp_no_response(conversation: Conversation) -> Iterator[Finding]:
    """LCP was asked for again and again, and nobody answered.

    What it means:
    The call was connected. One side sent LCP Configure-Requests until it must have given up, and no answer was
    captured: PPP was not started at the other end, or data messages do not reach it. If both sides ask and neither
    answers, each is deaf to the other: wrong session IDs, no session in the kernel, a filter on data messages.
    What to do:
    Look whether PPP runs at the silent end (pppd's log, its exit code), and at `ip l2tp show session` there. Capture at
    both ends: requests that leave one and never reach the other are dropped on the way.
    Harmless when:
    The peer is passive and waits for the other to begin: then it answers the first request.
    Look-alikes:
    - data-plane-dead: control messages are proved to pass while data does not
    - lcp-lost-ack: the answers are in the capture, and are not taken
    - data-wrong-source-addr: the answers come from another address
    - ctl-out-of-order: ICCN was never acknowledged, so that the peer did not start PPP
    - ses-proxy-mismatch: the LNS relies on what the LAC negotiated before
    Reference: RFC 1661 4.6, 5.1
    """
    for failed in on_sound_paths(failed_links(conversation)) if not conversation.one_direction else ():
        if failed.lcp.opened_ns is not None or any(repeated_after_ack(own) for own in failed.lcp.sides.values()):
            continue
        asking = {side: sent for side in SIDES if (sent := asked_in_vain(failed, side))}
        if asking:
            yield _found(conversation, failed, asking)


def _found(conversation: Conversation, failed: Failed, asking: dict[Side, list[PppFrame]]) -> Finding:
    session = failed.session
    return finding(
        lcp_no_response,
        gravity(conversation, failed.attempts),
        Confidence.LIKELY,
        _summary(failed, asking) + cause_words(session),
        [
            *(item for sent in asking.values() for item in shown_ppp(sent, "a Configure-Request without an answer")),
            *shown_end(session),
        ],
        session=session,
        attempts=failed.attempts,
    )


def _summary(failed: Failed, asking: dict[Side, list[PppFrame]]) -> str:
    tunnel = failed.session.tunnel
    each = [
        f"{end_called(tunnel, side)} sent {counted(len(sent), 'LCP Configure-Request')} in {over(sent)}"
        for side, sent in asking.items()
    ]
    if len(each) == len(SIDES):
        return f"{' and '.join(each)}, and neither answered the other at this capture point"
    return f"{each[0]}, and no answer came from {end_called(tunnel, next(iter(asking)).other)} at this capture point"
