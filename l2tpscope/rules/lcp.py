"""LCP as rules ask about it: negotiations that failed, what a peer said was wrong, how long a side waited."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from l2tpscope.conversation.attempts import UNWANTED, WANTED_WINDOWS
from l2tpscope.conversation.link import Asked, Negotiation, Negotiator, PppLink, Termination
from l2tpscope.conversation.model import SECOND, SIDES, Conversation, PppFrame, Session, Side
from l2tpscope.rules.evidence import failed_attempts, failing, seconds, shown
from l2tpscope.rules.finding import Evidence
from l2tpscope.rules.loss import lost
from l2tpscope.rules.refusals import in_full
from l2tpscope.wire.ppp.numbers import LCP
from l2tpscope.wire.results import disconnect_text

# RFC 1661 4.6: the restart timer SHOULD default to 3 seconds and Max-Configure to 10 requests: 30 s until one gives up.
GIVE_UP_NS = 30 * SECOND
# Three requests take 6 s by that timer: fewer than that, or faster, and the answer may just be late.
MANY, SPAN_NS = 3, 6 * SECOND
# So many losses of control messages, and the path is to blame for what PPP lacks as well.
LOSSY = 3
NOT_RESPONDING = UNWANTED[0].decode()


class Failed(NamedTuple):
    """A session whose attempt failed, with the PPP in it; `lcp` is what was negotiated, empty where nothing was."""

    session: Session
    link: PppLink
    lcp: Negotiation
    attempts: tuple[int, ...]


def failed_links(conversation: Conversation) -> Iterator[Failed]:
    """All sessions with PPP whose attempt failed, tunnel by tunnel."""
    for tunnel in failing(conversation):
        for session in tunnel.sessions:
            attempts = failed_attempts(tunnel, session)
            link = session.link
            if attempts and link is not None:
                yield Failed(session, link, link.negotiations.get(LCP) or Negotiation(LCP), attempts)


def links(conversation: Conversation) -> Iterator[tuple[Session, PppLink]]:
    """All sessions with PPP, failed or not."""
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            if session.link is not None:
                yield session, session.link


def asked_in_vain(failed: Failed, side: Side) -> list[PppFrame]:
    """The LCP requests of a side to which no answer was captured until it must have given up; else nothing."""
    session, own = failed.session, failed.lcp.sides[side]
    sent = [frame for asked in own.requests for frame in asked.frames]
    if len(sent) < MANY or any(asked.answer is not None or asked.spoilt is not None for asked in own.requests):
        return []
    until = session.end.time_ns if session.end is not None else sent[-1].time_ns + GIVE_UP_NS
    gave_up = session.end is not None and session.end.sender is side and sent[-1].time_ns - sent[0].time_ns >= SPAN_NS
    return sent if gave_up or until - sent[0].time_ns >= GIVE_UP_NS else []


def repeated_after_ack(own: Negotiator) -> Asked | None:
    """A request that was acknowledged in this capture and sent again and again all the same."""
    for asked in own.requests:
        again = asked.again
        if asked.is_acknowledged and len(again) >= MANY - 1 and again[-1].time_ns - asked.first.time_ns >= SPAN_NS:
            return asked
    return None


def on_sound_paths(found: Iterable[Failed]) -> Iterator[Failed]:
    """Without those whose path is at fault: control messages were lost as well, or PPP comes from another address."""
    tunnel, is_lossy = None, False
    for failed in found:
        if failed.session.tunnel is not tunnel:  # looked into once for all its sessions
            tunnel = failed.session.tunnel
            is_lossy = sum(len(lost(tunnel, side)) for side in SIDES) >= LOSSY
        if not is_lossy and not _from_elsewhere(failed.session):
            yield failed


def _from_elsewhere(session: Session) -> bool:
    """True where PPP came from an address that its side sends no control messages from: see data-wrong-source-addr."""
    known = {side: {end.address for end in session.tunnel.ends[side].addresses} for side in SIDES}
    return any(known[frame.sender] and frame.source.address not in known[frame.sender] for frame in session.ppp)


def verdict_of(session: Session) -> Termination | None:
    """The first Terminate-Request that names a fault or a limit; of a call that never came up, Windows' number only."""
    for one in session.link.terminations if session.link is not None else ():
        is_text = session.phase == "network" and any(words.decode() in one.reason for words in UNWANTED)
        if one.protocol == LCP and (one.windows_error not in WANTED_WINDOWS or is_text):
            return one
    return None


def windows_said(failed: Failed, number: int) -> Termination | None:
    """The Terminate-Request of Windows with this error number (raserror.h)."""
    return next((one for one in failed.link.terminations if one.windows_error == number), None)


def cause_code(session: Session) -> int | None:
    """The PPP Disconnect Cause Code that the closing message gives (RFC 3145 3)."""
    cause = session.end.disconnect_cause if session.end is not None else None
    return None if cause is None else cause[0]


def cause_words(session: Session) -> str:
    """The same in words, to go on with in a summary; "" where there is none."""
    end = session.end
    if end is None or end.disconnect_cause is None:
        return ""
    code, _, direction, _ = end.disconnect_cause
    return f"; {end.message} gives as PPP disconnect cause: {disconnect_text(code, direction)}"


def over(frames: list[PppFrame]) -> str:
    """From the first to the last of these frames, in words."""
    return seconds(frames[-1].time_ns - frames[0].time_ns)


def shown_ppp(frames: Iterable[PppFrame | None], why: str, most: int = 4) -> list[Evidence]:
    """The first few PPP frames as evidence; None is left out."""
    return [Evidence(frame.ref, why) for frame in frames if frame is not None][:most]


def shown_end(session: Session) -> list[Evidence]:
    """The message that ended the session, if there was one."""
    end = session.end
    return [shown(end.transmission, in_full(end))] if end is not None and end.transmission is not None else []
