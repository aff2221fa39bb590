"""The rule ccp-mppe-required."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called, gravity, shown, stated
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.ncp import MppeRefusal, Stuck, mppe_refusal, stuck, told
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import LCP

# MPPE takes its keys from MS-CHAP or from TLS (RFC 3079 2, 3); these have none to give.
KEYLESS = ("PAP", "CHAP-MD5", "EAP-MD5")


def ccp_mppe_required(conversation: Conversation) -> Iterator[Finding]:
    """One side requires encryption by MPPE, the other refuses it.

    What it means:
    The user was accepted; then one side asked for MPPE in CCP, the other rejected it (or does no CCP, or wants other
    key lengths), and the first ended the call.
    What to do:
    Make both agree: enable MPPE with 128 bits and MS-CHAPv2 at the side that refuses it, or do not require it at the
    other (Windows: "optional encryption"; pppd: no require-mppe). Inside IPsec MPPE is not needed.
    Harmless when:
    MPPE is only offered: CCP refused and IPCP opened is an everyday thing, and not reported.
    Look-alikes:
    - ccp-ipcp-race: IPCP is answered by Terminate-Ack while CCP is not finished
    - lcp-terminated-by-peer: the call was up before
    Reference: RFC 3078 2; RFC 3079; RFC 1962 2
    """
    for one in stuck(conversation):
        refusal = mppe_refusal(one.session, one.link)
        if refusal is not None:
            yield finding(
                ccp_mppe_required,
                gravity(conversation, one.attempts),
                Confidence.STATED if refusal.is_stated else Confidence.DEDUCED,
                _summary(one, refusal),
                [*told([refusal.asked, refusal.refused]), *_end(one, refusal)],
                session=one.session,
                attempts=one.attempts,
            )


def _summary(one: Stuck, refusal: MppeRefusal) -> str:
    tunnel = one.session.tunnel
    who, peer = end_called(tunnel, refusal.demander), end_called(tunnel, refusal.demander.other)
    bits = f" ({refusal.bits})" if refusal.bits else ""
    how = "does not agree"
    if refusal.refused is not None:
        instead = f"wants {refusal.wanted} instead" if refusal.wanted else "rejects it"
        how = "does no CCP at all" if refusal.refused.protocol == LCP else instead
    return f"{who} requires MPPE{bits}, {peer} {how}{_words(refusal)}{_keyless(one)}"


def _words(refusal: MppeRefusal) -> str:
    if refusal.ended is None:
        return ""
    reason = f', saying "{refusal.ended.reason}"' if refusal.ended.reason else ""
    return f"; PPP was ended{reason}"


def _keyless(one: Stuck) -> str:
    accepted = [e.protocol for e in one.link.exchanges if e.result == "success" and e.protocol in KEYLESS]
    return f"; {accepted[0]} gives no keys for MPPE" if accepted else ""


def _end(one: Stuck, refusal: MppeRefusal) -> list[Evidence]:
    if refusal.ended is not None:
        return told([refusal.ended.frame])
    end = one.session.end
    return [shown(end.transmission, stated(end))] if end is not None and end.transmission is not None else []
