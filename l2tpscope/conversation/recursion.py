"""Recursion: a call whose inner address is an outer one, so that a side routes its tunnel into the tunnel itself."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from l2tpscope.conversation.addresses import acknowledged, address_of
from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import SECOND, SIDES, PppFrame, Session, Side, Transmission
from l2tpscope.wire.messages import HELLO
from l2tpscope.wire.ppp.numbers import ECHO_REQUEST, IPCP, LCP, TERMINATE_ACK, TERMINATE_REQUEST

# RFC 1661 4.6: the restart timer SHOULD default to 3 seconds, so three unanswered requests take 6 s.
REQUESTS, REQUESTS_SPAN_NS = 3, 6 * SECOND
# The route is set when IPCP has opened; what was under way then may still arrive (RFC 1661 4.6: timer of 3 s).
UNDER_WAY_NS = 3 * SECOND


class Recursion(NamedTuple):
    """A call that swallows itself.

    address   inside of `holder`, outside of `owner`; the peer of `owner` can no longer reach it
    given     the Configure-Ack of the address
    asked     Echo-Requests and HELLOs that the peer of `owner` left unanswered from then on, by time
    for_good  nothing came from that peer in this call any more, but for its end
    """

    address: str
    holder: Side
    owner: Side
    given: PppFrame
    asked: list[PppFrame | Transmission]
    for_good: bool

    @property
    def lasted_ns(self) -> int:
        """From the first of `asked` to the last."""
        return self.asked[-1].time_ns - self.asked[0].time_ns if self.asked else 0


def recursion(session: Session) -> Recursion | None:
    """The recursion in this call; None where no address is both inside and outside, or where both sides still talk."""
    link = session.link
    opened_ns = link.opened(IPCP) if link is not None else None
    for holder in SIDES if link is not None and opened_ns is not None else ():
        found = _recursion(session, link, holder, opened_ns)  # type: ignore[arg-type]
        if found is not None and len(found.asked) >= REQUESTS and found.lasted_ns >= REQUESTS_SPAN_NS:
            return found
    return None


def _recursion(session: Session, link: PppLink, holder: Side, opened_ns: int) -> Recursion | None:
    address, asked = address_of(link, holder), acknowledged(link, IPCP, holder)
    outside = {end.address: side for side in SIDES for end in session.tunnel.ends[side].addresses}
    if address not in outside or asked is None or asked.answer is None:
        return None
    owner = outside[address]
    in_vain, for_good = _in_vain(session, owner, opened_ns), _fell_silent(session, owner.other, opened_ns)
    return Recursion(address, holder, owner, asked.answer, in_vain, for_good)


def _fell_silent(session: Session, side: Side, opened_ns: int) -> bool:
    """Nothing was captured from this side once IPCP had opened, neither data nor PPP, except Terminate packets."""
    since = bisect_right(session.ppp, opened_ns + UNDER_WAY_NS, key=lambda frame: frame.time_ns)
    later = [frame for frame in session.ppp[since:] if frame.sender is side]
    is_end = all(frame.protocol == LCP and frame.code in (TERMINATE_REQUEST, TERMINATE_ACK) for frame in later)
    last_ns = max([opened_ns + UNDER_WAY_NS, *(frame.time_ns for frame in later)])
    return is_end and (session.sent[side].last_ns or 0) <= last_ns


def _in_vain(session: Session, owner: Side, opened_ns: int) -> list[PppFrame | Transmission]:
    """What `owner` asked its peer after IPCP opened, up to the next that was heard from it."""
    asked: list[PppFrame | Transmission] = []
    sequences: tuple[Sequence[PppFrame | Transmission], ...] = (session.ppp, session.tunnel.transmissions)
    for frames in sequences:
        for place in range(bisect_right(frames, opened_ns, key=lambda frame: frame.time_ns), len(frames)):
            if frames[place].sender is owner.other and frames[place].time_ns > opened_ns + UNDER_WAY_NS:
                asked = [frame for frame in asked if frame.time_ns < frames[place].time_ns]
                break
            asked += [frames[place]] if frames[place].sender is owner and _asks(frames[place]) else []
    return sorted(asked, key=lambda frame: frame.time_ns)


def _asks(frame: PppFrame | Transmission) -> bool:
    if isinstance(frame, PppFrame):
        return (frame.protocol, frame.code) == (LCP, ECHO_REQUEST)
    return frame.message.type == HELLO and frame.duplicate_of is None
