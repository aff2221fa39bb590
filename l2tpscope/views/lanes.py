"""Lanes of a timeline: the states of a control connection, of a session and of PPP in it as bars."""

from collections.abc import Iterator
from dataclasses import replace

from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import Ending, Session, Side, Tunnel
from l2tpscope.conversation.phases import ACCEPTED, NETWORK_PROTOCOLS
from l2tpscope.views.axis import Span
from l2tpscope.views.strips import Bar, Lane, Phase
from l2tpscope.views.unanswered import is_unanswered
from l2tpscope.wire.ppp.numbers import LCP


def control_lane(tunnel: Tunnel, span: Span, until_ns: int | None) -> Lane:
    """The bars of the control connection.

    span       where a connection begins that was there before the capture, and ends that nobody ended
    until_ns   until when an answer would have been captured, None where nobody can tell
    """
    begin = tunnel.first_ns if tunnel.beginning_seen else min(span[0], tunnel.first_ns)
    stop = tunnel.end.time_ns if tunnel.end else span[1]
    bars = [*_life(begin, tunnel.established_ns, stop, seen=tunnel.beginning_seen)]
    waiting = _waiting(tunnel, stop, until_ns)
    if waiting is not None:
        bars = [*_until(bars, waiting.begin_ns), waiting]
    return Lane("control connection", tuple(bars), ending_words(tunnel.end), tunnel.state == "dead")


def _until(bars: list[Bar], end_ns: int) -> Iterator[Bar]:
    """What there is of bars before a moment."""
    for bar in bars:
        if bar.begin_ns < end_ns:
            yield replace(bar, end_ns=min(bar.end_ns, end_ns))


def ending_words(end: Ending | None) -> str:
    """Who ended it by what: "→ StopCCN 2/6" of the initiator; "gave up" where no message said so."""
    if end is None:
        return ""
    codes = "/".join(str(code) for code in (end.result_code, end.error_code) if code)
    sign = {Side.INITIATOR: "→ ", Side.RECIPIENT: "← ", None: ""}[end.sender]
    return f"{sign}{end.message or 'gave up'} {codes}".rstrip()


def session_lane(session: Session, end_ns: int, *, failed: bool) -> Lane:
    """The bars of a session: the call being set up, then the phases of PPP as far as they were captured."""
    begin = session.opened_ns if session.beginning_seen else _first_seen(session)
    begin = _first_seen(session) if begin is None else begin
    stop = session.end.time_ns if session.end else end_ns
    bars = [*_call(session, begin, stop)] if begin is not None else []
    return Lane(f"session {session.index}", tuple(bars), ending_words(session.end), failed, f"s{session.index}")


def _first_seen(session: Session) -> int | None:
    times = [count.first_ns for count in session.sent.values() if count.first_ns is not None]
    times += [transmission.time_ns for transmission in session.transmissions[:1]]
    return min(times, default=None)


def _call(session: Session, begin: int, stop: int) -> Iterator[Bar]:
    for bar in _life(begin, session.established_ns, stop, seen=session.beginning_seen):
        if bar.phase is Phase.ESTABLISHED and session.link is not None and LCP in session.link.negotiations:
            yield from _ppp(_steps(session, session.link, bar), bar)
        else:
            yield bar


def _life(begin: int, established: int | None, end: int, *, seen: bool) -> Iterator[Bar]:
    if established is None:
        yield Bar(begin, max(begin, end), Phase.SETTING_UP if seen else Phase.BEFORE)
        return
    if established > begin:
        yield Bar(begin, established, Phase.SETTING_UP if seen else Phase.BEFORE)
    yield Bar(established, max(established, end), Phase.ESTABLISHED)


def _ppp(steps: Iterator[tuple[int, Phase]], whole: Bar) -> Iterator[Bar]:
    """The phases of PPP while the call is up, each from where the one before it was over."""
    begin = whole.begin_ns
    for until, phase in steps:
        end = min(max(until, begin), whole.end_ns)
        if end > begin:
            yield Bar(begin, end, phase)
        begin = end


def _steps(session: Session, link: PppLink, whole: Bar) -> Iterator[tuple[int, Phase]]:
    """(when it was over, phase) of the phases that PPP came through, in order."""
    closing = link.termination.frame.time_ns if link.termination is not None else whole.end_ns
    up = _network_ns(session, link, whole.begin_ns) if session.phase == "network" else closing
    yield min(_opened_ns(link, up), closing), Phase.LCP
    if link.exchanges:
        yield min(_accepted_ns(link, up), closing), Phase.AUTHENTICATION
    yield min(up, closing), Phase.NETWORK
    yield closing, Phase.ESTABLISHED
    yield whole.end_ns, Phase.CLOSING


def _opened_ns(link: PppLink, otherwise: int) -> int:
    """When LCP was open: as both acknowledged, else when a side began to prove who it is."""
    opened = link.opened(LCP)
    begun = (one.frames[0].time_ns for one in link.exchanges if one.frames)  # one refused in LCP has none
    return opened if opened is not None else min(begun, default=otherwise)


def _accepted_ns(link: PppLink, otherwise: int) -> int:
    """When the first proof was accepted."""
    verdicts = (each.verdict.frame for each in link.exchanges if each.verdict is not None)
    return min((one.time_ns for one in verdicts if (one.protocol, one.code) in ACCEPTED), default=otherwise)


def _network_ns(session: Session, link: PppLink, otherwise: int) -> int:
    """When the first network protocol opened, else when data began."""
    opened = [at for each in NETWORK_PROTOCOLS if (at := link.opened(each)) is not None]
    began = [count.first_ns for count in session.sent.values() if count.first_ns is not None]
    return min(opened or began, default=otherwise)


def _waiting(tunnel: Tunnel, stop: int, until_ns: int | None) -> Bar | None:
    """From the first message that was sent again and never acknowledged."""
    every = (one for own in tunnel.deliveries.values() for one in own if one.retransmissions)
    unanswered = [one for one in every if is_unanswered(one, tunnel, until_ns)]
    if not unanswered:
        return None
    last = max(one.last.time_ns for one in unanswered)
    return Bar(min(one.first.time_ns for one in unanswered), max(stop, last), Phase.WAITING)
