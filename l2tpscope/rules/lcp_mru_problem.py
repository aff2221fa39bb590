"""The rule lcp-mru-problem."""

from collections.abc import Iterator

from l2tpscope.conversation.link import Asked
from l2tpscope.conversation.model import Conversation, Session, Side
from l2tpscope.rules.evidence import end_called, gravity
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.fragments import Pair, is_lossy
from l2tpscope.rules.lcp import Failed, shown_end, shown_ppp
from l2tpscope.rules.mru import fragmented, lcp_of, oversizes, refused
from l2tpscope.rules.mtu import MRU, fitting, mru, overhead, path_mtu
from l2tpscope.rules.rule import finding


def lcp_mru_problem(conversation: Conversation) -> Iterator[Finding]:
    """The MRU is refused, or packets of that size do not fit the path.

    What it means:
    The Maximum-Receive-Unit says how large a packet the other side may send through the call; without the option it is
    1500. With PPP, L2TP, UDP and IP around it that is more than most paths carry in one piece.
    What to do:
    Set MRU and MTU of PPP on both sides, and the TCP MSS, to the values named here or less (pppd: mru and mtu; 1400
    leaves room for IPsec).
    Harmless when:
    All fragments arrive, or no packet is larger than 1500, which everybody must be able to take: this is then info.
    Look-alikes:
    - mtu-blackhole: the MRU may be right, and the path is narrower than it says
    - lcp-not-converging: another option is refused
    Reference: RFC 1661 6.1; RFC 2661 3.1
    """
    yield from (_refused(conversation, *each) for each in refused(conversation))
    yield from (_too_large(conversation, *each) for each in fragmented(conversation))
    yield from (_ignored(*each) for each in oversizes(conversation))


def _refused(conversation: Conversation, failed: Failed, side: Side, asked: Asked) -> Finding:
    tunnel, refusal, wish = failed.session.tunnel, asked.refusal(MRU), asked.option(MRU)
    fits = fitting(path_mtu(tunnel, side.other), overhead(failed.session))
    counter = f" and wants {refusal.text}" if refusal is not None and asked.is_naked else ""
    return finding(
        lcp_mru_problem,
        gravity(conversation, failed.attempts),
        Confidence.DEDUCED,
        f"{end_called(tunnel, side.other)} does not accept the MRU {wish.text if wish else 1500} of"
        f" {end_called(tunnel, side)}{counter}, and LCP did not open; an MRU up to {fits.mru} (MSS {fits.mss}) fits",
        [*shown_ppp([asked.first, asked.answer], "asked for and refused"), *shown_end(failed.session)],
        session=failed.session,
        attempts=failed.attempts,
    )


def _too_large(conversation: Conversation, session: Session, side: Side, pair: Pair, largest: int | None) -> Finding:
    fragments, mtu = conversation.fragments, path_mtu(session.tunnel, side.other)
    fits = fitting(mtu, overhead(session))
    hurts = is_lossy(fragments, pair) and any(fragments.rebuilt.values())
    refs = [*fragments.broken.get(pair, ()), *fragments.examples.get(pair, ())][:4]
    seen = f" (the largest to it had {largest} octets)" if largest is not None else ""
    return finding(
        lcp_mru_problem,
        Severity.DEGRADED if hurts else Severity.INFO,
        Confidence.LIKELY,
        f"{end_called(session.tunnel, side)} accepts an MRU of {mru(session, side)}: with its headers such a"
        f" packet{seen} exceeds the MTU {mtu}, and L2TP arrives in fragments; MRU {fits.mru} and MSS {fits.mss} fit",
        [*shown_ppp([lcp_of(session).opened], "LCP is agreed upon"), *(Evidence(ref, "a fragment") for ref in refs)],
        session=session,
    )


def _ignored(session: Session, side: Side, agreed: Asked, largest: int, sessions: int) -> Finding:
    return finding(
        lcp_mru_problem,
        Severity.INFO,
        Confidence.DEDUCED,
        f"{end_called(session.tunnel, side.other)} sends packets of up to {largest} octets to"
        f" {end_called(session.tunnel, side)}, whose MRU {mru(session, side)} it acknowledged",
        shown_ppp([agreed.first, agreed.answer], "the MRU that is agreed upon"),
        session=session,
        occurrences=sessions,
    )
