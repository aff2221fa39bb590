"""Who was heard when: what came from a side of a tunnel after a moment, and what it left unanswered."""

from l2tpscope.conversation.model import Conversation, PppFrame, Session, Side, Transmission, Tunnel
from l2tpscope.conversation.recursion import REQUESTS, REQUESTS_SPAN_NS
from l2tpscope.rules.loss import PPP_REQUESTS

# Terminate-Requests (0xc021 code 5) count for nothing, for a side that has gone owes no answer; nor does IPV6CP
# (0x8057), which some stacks ignore instead of rejecting it, nor a request of PAP (0xc023) or a response of CHAP
# (0xc223 code 2), whose answer waits for a RADIUS server.
ASKING = PPP_REQUESTS - {(0xC021, 5), (0x8057, 1), (0xC023, 1), (0xC223, 2)}


def heard_after(tunnel: Tunnel, side: Side, time_ns: int) -> bool:
    """True if anything at all, control or data, was captured from this side after that time."""
    seen = tunnel.ends[side].last_seen_ns
    data = (session.sent[side].last_ns for session in tunnel.talking)
    return any(last is not None and last > time_ns for last in (seen, *data))


def control_after(tunnel: Tunnel, side: Side, time_ns: int, until_ns: int | None = None) -> Transmission | None:
    """The first control message or ZLB of this side in the time span given."""
    for transmission in tunnel.transmissions:
        in_time = transmission.time_ns > time_ns and (until_ns is None or transmission.time_ns <= until_ns)
        if transmission.sender is side and in_time:
            return transmission
    return None


def cut_off(conversation: Conversation, index: int, silent_since_ns: int, until_ns: int) -> bool:
    """True if the attempt of this 1-based index had come up, or had just begun, when the peer fell silent for good."""
    attempt = conversation.attempts[index - 1]
    if attempt.started_ns > until_ns or attempt.ended_ns < silent_since_ns:
        return False
    return attempt.succeeded or attempt.started_ns >= silent_since_ns


def is_hit(conversation: Conversation, index: int, silent: Side, since_ns: int, asked_ns: int) -> bool:
    """True if the attempt was cut off between these times, or was begun afterwards and that side was never heard."""
    attempt = conversation.attempts[index - 1]
    in_vain = attempt.started_ns > asked_ns and not heard_after(attempt.tunnel, silent, asked_ns)
    return in_vain or cut_off(conversation, index, since_ns, asked_ns)


def silent_since(session: Session, side: Side) -> int | None:
    """Time of the last data message of this side, else of the session's establishment; None: never."""
    if session.established_ns is None:
        return None
    return max(session.sent[side].last_ns or 0, session.established_ns)


def unanswered_requests(session: Session, sender: Side) -> list[PppFrame]:
    """The PPP requests that this side sent after the last data message of the other."""
    since = silent_since(session, sender.other)
    if since is None:
        return []
    asked = (frame for frame in session.ppp if frame.sender is sender and (frame.protocol, frame.code) in ASKING)
    return [frame for frame in asked if frame.time_ns > since]


def enough(requests: list[PppFrame]) -> bool:
    """So many unanswered requests over so long that the silence is no accident."""
    return len(requests) >= REQUESTS and requests[-1].time_ns - requests[0].time_ns >= REQUESTS_SPAN_NS
