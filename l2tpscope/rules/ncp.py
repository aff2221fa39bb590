"""Network control protocols: calls that failed at them, fights about an address, refusals of encryption."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from l2tpscope.conversation.addresses import MPPE, UNASSIGNED, requested_address, suggested_address
from l2tpscope.conversation.link import PppLink, Termination
from l2tpscope.conversation.model import SECOND, SIDES, Conversation, PppFrame, Session, Side
from l2tpscope.rules.evidence import failed_attempts, failing
from l2tpscope.rules.finding import Evidence
from l2tpscope.rules.ppp_words import frame_called
from l2tpscope.wire.ppp.numbers import CCP, IPCP, LCP

# Real negotiations take one Nak, two with a second address to agree upon; pppd breaks off a loop of LCP after five.
FIGHT_ROUNDS = 4
# Who ends the call because of a refusal does so at once, not after a timer of 3 s (RFC 1661 4.6).
AT_ONCE_NS = 3 * SECOND
DEMANDED = re.compile(r"mppe required|encryption", re.IGNORECASE)
# raserror.h: 742 says who requires encryption; 741 and 743 say that the other side does.
WINDOWS_OWN, WINDOWS_PEER = 742, (741, 743)


class Stuck(NamedTuple):
    """A failed call whose link was ready for NCPs (RFC 1661 3.2), but which never was in service."""

    session: Session
    link: PppLink
    attempts: tuple[int, ...]


class Fight(NamedTuple):
    """A side that asked for the same address again and again, and was told another one each time."""

    own: str
    other: str
    frames: list[PppFrame]
    rounds: int


class MppeRefusal(NamedTuple):
    """Encryption that `demander` requires and its peer refuses: the demand, the refusal, the end of PPP.

    bits, wanted   of the demand and of a Nak, in words; "" without
    """

    demander: Side
    bits: str
    asked: PppFrame | None
    refused: PppFrame | None
    wanted: str
    ended: Termination | None
    is_stated: bool


def stuck(conversation: Conversation) -> Iterator[Stuck]:
    """Failed calls that came as far as NCPs and no further."""
    for tunnel in failing(conversation):
        for session in tunnel.talking:
            attempt, link = session.attempt, session.link
            if attempt is None or attempt.succeeded or link is None or link.last_phase != "network":
                continue
            attempts = failed_attempts(tunnel, session)
            if attempts:
                yield Stuck(session, link, attempts)


def told(frames: Iterable[PppFrame | None]) -> list[Evidence]:
    """Frames as evidence, each called by protocol, code and sender."""
    return [Evidence(frame.ref, frame_called(frame)) for frame in frames if frame is not None]


def fight(link: PppLink, side: Side) -> Fight | None:
    """The fight of this side for an address of its own, None without."""
    ipcp = link.negotiations.get(IPCP)
    rounds = [
        (asked, own, other)
        for asked in (ipcp.sides[side].requests if ipcp is not None else ())
        for own, other in [(requested_address(asked), suggested_address(asked))]
        if asked.is_naked and own and other and own != other and UNASSIGNED not in {own, other}
    ]
    insisted = Counter(own for _, own, _ in rounds).most_common(1)
    if not insisted or insisted[0][1] < FIGHT_ROUNDS:
        return None
    own, count = insisted[0]
    own_rounds = [one for one in rounds if one[1] == own]
    frames = [frame for asked, _, _ in own_rounds[:3] for frame in (asked.first, asked.answer) if frame is not None]
    return Fight(own, own_rounds[-1][2], frames, count)


def mppe_refusal(session: Session, link: PppLink) -> MppeRefusal | None:
    """Encryption that one side requires and the other refuses, if the call ended for it; None otherwise."""
    for end in link.terminations:
        if end.windows_error in WINDOWS_PEER:
            return _refusal(link, end.sender.other, end, is_stated=True)
        if end.windows_error == WINDOWS_OWN or DEMANDED.search(end.reason):
            return _refusal(link, end.sender, end, is_stated=True)
    for side in () if _ipcp_speaks(link) else SIDES:
        found = _refusal(link, side, link.termination, is_stated=False)
        if found.refused is not None and found.bits and _ends_for(session, link, side, found.refused):
            return found
    return None


def _ipcp_speaks(link: PppLink) -> bool:
    """True if IPCP opened or was refused: then the call need not have ended for want of encryption."""
    ipcp = link.negotiations.get(IPCP)
    if ipcp is None:
        return False
    denied = any(asked.is_rejected and suggested_address(asked) for _, asked in ipcp.requests())
    return denied or ipcp.opened_ns is not None or ipcp.rejected is not None


def _ends_for(session: Session, link: PppLink, side: Side, refused: PppFrame) -> bool:
    """True if this side ended LCP, or the call, at once after the refusal."""
    ends = [(end.sender, end.frame.time_ns) for end in link.terminations if end.protocol == LCP][:1]
    if session.end is not None and not ends:
        ends = [(session.end.sender or side.other, session.end.time_ns)]
    return any(sender is side and 0 <= time_ns - refused.time_ns <= AT_ONCE_NS for sender, time_ns in ends)


def _refusal(link: PppLink, demander: Side, end: Termination | None, *, is_stated: bool) -> MppeRefusal:
    """What this side asked for, and the last frame that refused it."""
    ccp = link.negotiations.get(CCP)
    asked = [one for one in ccp.sides[demander].requests if one.option(MPPE)] if ccp is not None else []
    if ccp is None or not asked:
        return MppeRefusal(demander, "", None, None, "", end, is_stated)
    bits, first = next(option.text for option in asked[-1].options if option.type == MPPE), asked[0].first
    if ccp.rejected is not None and ccp.rejected.sender is demander.other:
        return MppeRefusal(demander, bits, first, ccp.rejected, "", end, is_stated)
    refused = next((one for one in asked if one.refusal(MPPE)), None)
    other = refused.refusal(MPPE) if refused is not None and refused.is_naked else None
    frame = refused.answer if refused is not None else None
    return MppeRefusal(demander, bits, first, frame, other.text if other is not None else "", end, is_stated)
