"""Attempts: each try for one call, how far it came, whether it failed (contract of the JSON, section 3)."""

from l2tpscope.conversation.authenticate import refused_again
from l2tpscope.conversation.endings import GIVE_UP_NS, says_shutdown
from l2tpscope.conversation.model import SECOND, SIDES, Attempt, Ending, Session, Tunnel, lesser_state
from l2tpscope.conversation.phases import terminated_by, termination_reason
from l2tpscope.conversation.recursion import recursion
from l2tpscope.conversation.ties import Ties
from l2tpscope.wire.messages import SCCRQ
from l2tpscope.wire.ppp.microsoft import windows_error
from l2tpscope.wire.ppp.numbers import ECHO_REQUEST, LCP

# pppd and accel-ppp send ten Configure-Requests three seconds apart (RFC 1661 4.6: Max-Configure 10, timer 3 s).
PPP_GIVE_UP_NS = 30 * SECOND
# Codes of an ordinary close: StopCCN 1 "general request to clear" (RFC 2661 4.4.2), CDN 1 "loss of carrier" and 3
# "administrative reasons"; 2 without an error code is what some LNSs send for every close.
ORDINARY_STOPCCN = frozenset({1})
ORDINARY_CDN = frozenset({1})
CLOSES_AFTER_TERMINATE = frozenset({1, 2, 3})
# A side that hears nothing while it keeps asking: pppd gives up after four echo requests (lcp-echo-failure 4).
UNHEARD_ECHOES = 4
# In the lab and in threads a daemon whose pppd dies at once sends its CDN well within this.
AT_ONCE_NS = 3 * SECOND
# What pppd says in its Terminate-Request when neither user nor operator wanted the end of a call that was up.
UNWANTED = (b"Peer not responding", b"Link inactive", b"Connect time expired", b"Authentication failed")
# What Windows says there when somebody did: no error, disconnected by the remote computer, by the user (raserror.h).
WANTED_WINDOWS = (None, 0, 629, 631)


def attempts_of(tunnels: list[Tunnel], last_ns: int) -> list[Attempt]:
    """All attempts in order of their start; `last_ns` is where the capture ends."""
    has_data = any(tunnel.talking for tunnel in tunnels)
    ties = Ties(tunnels)
    found = [attempt for tunnel in tunnels for attempt in _of_tunnel(tunnel, ties, last_ns, has_data=has_data)]
    found.sort(key=lambda a: (a.started_ns, a.tunnel.index, a.session.number if a.session else 0))
    for index, attempt in enumerate(found, 1):
        attempt.index = index
        attempt.tunnel.attempts.append(attempt)
        if attempt.session is not None:
            attempt.session.attempt = attempt
    return found


def _of_tunnel(tunnel: Tunnel, ties: Ties, last_ns: int, *, has_data: bool) -> list[Attempt]:
    if tunnel.version != 2 or tunnel.transport != "udp":  # noqa: PLR2004 - calls of L2TPv2
        return []
    if tunnel.sessions:
        return [_of_session(session, last_ns, has_data=has_data) for session in tunnel.sessions]
    if not tunnel.beginning_seen and tunnel.first(SCCRQ) is None and tunnel.end is None:
        return []
    return [] if ties.is_lost(tunnel) else [_without_call(tunnel, last_ns)]


def _of_session(session: Session, last_ns: int, *, has_data: bool) -> Attempt:
    tunnel = session.tunnel
    started = session.opened_ns if session.opened_ns is not None else tunnel.first_ns
    ended = session.end.time_ns if session.end is not None else last_ns
    reached = _reached(session)
    succeeded = reached == "network" or not session.beginning_seen
    if not has_data:  # nothing of PPP can be known where a capture filter left out all data: the session phase suffices
        succeeded = succeeded or (reached == "session" and not _cleared_at_once(session))
    how = _how_it_ended(session, last_ns) if succeeded else _how_it_stands(session, last_ns)
    failed = how != "pending" and (not succeeded or how == "dropped")
    return Attempt(0, tunnel, session, reached, succeeded, how, failed, started, max(ended, started))


def _cleared_at_once(session: Session) -> bool:
    """True if a CDN came so soon after the connection that the side that sent it cannot have started its PPP."""
    if session.end is None or session.established_ns is None or session.end.message != "CDN":
        return False
    return session.end.time_ns - session.established_ns <= AT_ONCE_NS


def _reached(session: Session) -> str | None:
    if session.phase is not None:
        return session.phase
    if lesser_state(*session.states.values()) == "established":
        return "session"
    return "tunnel" if _is_up(session.tunnel) else None


def _is_up(tunnel: Tunnel) -> bool:
    return lesser_state(tunnel.initiator.state, tunnel.recipient.state) == "established"


def _how_it_ended(session: Session, last_ns: int) -> str:
    """Of a call that was up: "normal", "dropped" or "still-up"."""
    until = session.end.time_ns if session.end is not None else last_ns
    swallowed = recursion(session)
    if unheard_since(session, until) is not None or (swallowed is not None and swallowed.for_good):
        return "dropped"
    if session.end is None:
        return "still-up"
    is_refused = session.link is not None and refused_again(session.link) is not None
    return "normal" if is_ordinary(session.end, session) and not is_refused else "dropped"


def _how_it_stands(session: Session, last_ns: int) -> str | None:
    """Of a call that never came up: "pending" while somebody may still be waiting for an answer."""
    if session.end is not None:
        return None
    last = max((t.time_ns for t in session.transmissions), default=session.opened_ns or 0)
    last = max(last, *(f.time_ns for f in session.ppp[-1:]), 0)
    limit = PPP_GIVE_UP_NS if session.established_ns is not None else GIVE_UP_NS
    return "pending" if last_ns - last < limit else None


def _without_call(tunnel: Tunnel, last_ns: int) -> Attempt:
    """A tunnel that never carried a call: it failed unless it came up and was closed in order, or may still go on."""
    up = _is_up(tunnel)
    reached = "tunnel" if up else None
    ended: str | None = None
    failed = True
    if up and tunnel.end is not None:
        in_order = tunnel.end.result_code in ORDINARY_STOPCCN or _is_cut_off(tunnel.end)
        ended = "normal" if in_order and not tunnel.end.gave_up else "dropped"
        failed = ended == "dropped"
    elif up:
        ended, failed = "still-up", False
    elif tunnel.end is None and (last_ns - _last_sent(tunnel) < GIVE_UP_NS):
        ended, failed = "pending", False
    ended_ns = tunnel.end.time_ns if tunnel.end is not None else last_ns
    ended_ns = max(ended_ns, tunnel.first_ns)
    return Attempt(
        0,
        tunnel,
        None,
        reached,
        succeeded=False,
        ended=ended,
        failed=failed,
        started_ns=tunnel.first_ns,
        ended_ns=ended_ns,
    )


def _last_sent(tunnel: Tunnel) -> int:
    return max((t.time_ns for t in tunnel.transmissions), default=tunnel.last_ns)


def _is_cut_off(end: Ending) -> bool:
    """True if the snap length cut off the result code: then nothing shows that it was no ordinary close."""
    return end.result_code is None and end.transmission is not None and end.transmission.datagram.cut > 0


def is_unwanted(reason: bytes) -> bool:
    """True if the data of a Terminate-Request (RFC 1661 5.5) names a fault or a limit as the reason."""
    return windows_error(reason) not in WANTED_WINDOWS or any(words in reason for words in UNWANTED)


def is_ordinary(end: Ending, session: Session | None = None) -> bool:
    """True for a close that nobody need look into: a clear request, or a code that follows a PPP Terminate-Request."""
    if end.gave_up or end.message is None:
        return False
    if session is not None and is_unwanted(termination_reason(session)):
        return False
    if _is_cut_off(end):
        return True
    if end.message == "StopCCN":
        return end.result_code in ORDINARY_STOPCCN and not says_shutdown(end)
    if end.result_code in ORDINARY_CDN:
        return True
    stated = end.error_code not in (None, 0) or bool(end.error_message)
    return (
        end.result_code in CLOSES_AFTER_TERMINATE
        and not stated
        and session is not None
        # Where its data is not in the capture nobody knows whether a Terminate-Request came before.
        and (terminated_by(session) is not None or not any(session.sent[side].packets for side in SIDES))
    )


def unheard_since(session: Session, until_ns: int) -> int | None:
    """When the last data message was captured from a side that was asked in vain from then until `until_ns`.

    None if neither side is so. Asking is an LCP Echo-Request (RFC 1661 5.8).
    """
    for side in SIDES:
        heard = session.sent[side].last_ns
        if heard is None:
            continue
        asked = [
            f.time_ns
            for f in session.ppp
            if f.sender is side.other and f.protocol == LCP and f.code == ECHO_REQUEST and heard < f.time_ns <= until_ns
        ]
        if len(asked) >= UNHEARD_ECHOES:
            return heard
    return None
