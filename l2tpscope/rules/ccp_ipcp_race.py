"""The rule ccp-ipcp-race."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, PppFrame
from l2tpscope.rules.evidence import counted, end_called, gravity
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.ncp import Stuck, mppe_refusal, stuck, told
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import CCP, CONFIGURE_REQUEST, IPCP


def ccp_ipcp_race(conversation: Conversation) -> Iterator[Finding]:
    """IPCP was answered by Terminate-Ack because CCP was not finished.

    What it means:
    A side that still negotiates compression or encryption (CCP) treats IPCP as closed, and answers its
    Configure-Request with a Terminate-Ack nobody asked for; the other takes this for a refusal. accel-ppp up to 1.13
    does so with MikroTik clients.
    What to do:
    Switch CCP off at one side (accel-ppp: ccp=0 in [ppp], or a newer version; pppd: noccp; MikroTik: "use compression"
    and "use encryption" off).
    Harmless when:
    The request is repeated a moment later and IPCP opens.
    Look-alikes:
    - ccp-mppe-required: CCP itself fails, because one side insists on encryption
    - ipcp-timeout: IPCP is not answered at all
    Reference: RFC 1661 4.3, 5.5; RFC 1962 2
    """
    for one in stuck(conversation):
        unasked = _unasked(one)
        if unasked and mppe_refusal(one.session, one.link) is None:
            who = end_called(one.session.tunnel, unasked[0].sender)
            yield finding(
                ccp_ipcp_race,
                gravity(conversation, one.attempts),
                Confidence.DEDUCED,
                f"{who} answered IPCP with {counted(len(unasked), 'Terminate-Ack')} while CCP was not agreed upon, and"
                " IPCP never opened",
                told([*_asking(one, unasked), *unasked[:4]]),
                session=one.session,
                attempts=one.attempts,
                occurrences=len(unasked),
            )


def _unasked(one: Stuck) -> list[PppFrame]:
    """Terminate-Acks of IPCP while CCP had begun and was not open, in a call whose IPCP never opened."""
    ipcp, ccp = one.link.negotiations.get(IPCP), one.link.negotiations.get(CCP)
    if ipcp is None or ccp is None or ipcp.opened_ns is not None:
        return []
    return [
        f for f in ipcp.unasked if ccp.first_ns <= f.time_ns and (ccp.opened_ns is None or f.time_ns < ccp.opened_ns)
    ]


def _asking(one: Stuck, unasked: list[PppFrame]) -> list[PppFrame]:
    ccp = [said.frame for said in one.link.said if (said.frame.protocol, said.frame.code) == (CCP, CONFIGURE_REQUEST)]
    return [
        *ccp[:1],
        *(asked.first for asked in one.link.negotiations[IPCP].sides[unasked[0].sender.other].requests[:1]),
    ]
