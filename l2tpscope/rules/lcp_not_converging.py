"""The rule lcp-not-converging."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called, gravity
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.lcp import Failed, failed_links, shown_end, shown_ppp, windows_said
from l2tpscope.rules.quarrels import NOT_CONVERGING, Quarrel, quarrel_in, wishes
from l2tpscope.rules.rule import finding


def lcp_not_converging(conversation: Conversation) -> Iterator[Finding]:
    """The sides could not agree upon an option of LCP.

    What it means:
    One side kept asking for an option, the other refused it each time: by Configure-Nak at least five times, or by
    Configure-Reject, after which the option must not be asked for again. PPP gives up then.
    What to do:
    Switch the option off at the side that asks, or make the other accept it; both are named here with the values.
    Harmless when:
    It takes three rounds or less, or LCP opens in the end.
    Look-alikes:
    - auth-protocol-refused: the option is the authentication protocol
    - lcp-mru-problem: the option is the MRU
    - lcp-lost-ack: the answers are Acks
    Reference: RFC 1661 4.6, 5.3, 5.4
    """
    for failed in failed_links(conversation):
        quarrel = quarrel_in(failed) if failed.session.phase is None else None
        if quarrel is not None:
            yield _found(conversation, failed, quarrel)


def _found(conversation: Conversation, failed: Failed, quarrel: Quarrel) -> Finding:
    tunnel, latest = failed.session.tunnel, quarrel.asked[-1]
    wish, counter = wishes(quarrel)
    how = "rejected" if latest.is_rejected else f"answered with {counter}" if counter else "refused"
    stated = windows_said(failed, NOT_CONVERGING)
    return finding(
        lcp_not_converging,
        gravity(conversation, failed.attempts),
        Confidence.DEDUCED if stated is None else Confidence.STATED,
        f"{end_called(tunnel, quarrel.side)} asked for {quarrel.name} {wish}".rstrip()
        + f" {len(quarrel.asked)} times in LCP, and {end_called(tunnel, quarrel.side.other)} {how} each time",
        [
            *(item for one in quarrel.asked for item in shown_ppp([one.first, one.answer], "asked for and refused")),
            *shown_ppp([stated.frame if stated else None], "the Terminate-Request says so"),
            *shown_end(failed.session),
        ],
        session=failed.session,
        attempts=failed.attempts,
    )
