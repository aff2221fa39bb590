"""What rules share: which attempts a tunnel or session stands for, how long a sender waits, how things are called."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from l2tpscope.conversation.model import SECOND, Conversation, Delivery, Ending, Session, Side, Transmission, Tunnel
from l2tpscope.rules.finding import Evidence, Severity
from l2tpscope.wire.messages import message_name

# RFC 2661 5.8: "a recommended default is a maximum of 5 retransmissions", the first after 1 s, then doubling up to
# at least 8 s: 1 + 2 + 4 + 8 + 16 s is when a sender whose own schedule is not known has given up.
GIVE_UP_CONTROL_NS = 31 * SECOND
# A packet with one of these was sent by the capturing host or its neighbour (RFC 1700: 64; Windows 128; routers 255).
FIRST_TTLS = frozenset({64, 128, 255})

# So many messages before a moment are looked through for the last one of a side.
LOOKED_BACK = 256


def failed_attempts(tunnel: Tunnel, session: Session | None = None) -> tuple[int, ...]:
    """Indexes of the failed attempts of this tunnel, or of this session alone."""
    if session is not None:
        return (session.attempt.index,) if session.attempt is not None and session.attempt.failed else ()
    return tuple(attempt.index for attempt in tunnel.attempts if attempt.failed)


def failing(conversation: Conversation) -> Iterator[Tunnel]:
    """The tunnels with a failed attempt."""
    return (tunnel for tunnel in conversation.tunnels if any(attempt.failed for attempt in tunnel.attempts))


def last_before(tunnel: Tunnel, sender: Side, time_ns: int) -> Transmission | None:
    """The last message (no ZLB) that this side had sent by then."""
    at = bisect_right(tunnel.transmissions, time_ns, key=lambda transmission: transmission.time_ns)
    for place in range(at - 1, max(-1, at - 1 - LOOKED_BACK), -1):
        transmission = tunnel.transmissions[place]
        if transmission.sender is sender and transmission.message.type is not None:
            return transmission
    return None


def shown(transmission: Transmission, why: str = "") -> Evidence:
    """A frame as evidence; without `why`, it is called by its message name and Ns."""
    return Evidence(transmission.ref, why or called(transmission))


def shown_all(transmissions: Iterable[Transmission], most: int = 8) -> Iterator[Evidence]:
    """The first `most` frames as evidence, each called by its message name and Ns."""
    for _, transmission in zip(range(most), transmissions, strict=False):
        yield shown(transmission)


def called(transmission: Transmission) -> str:
    """`SCCRQ Ns=0 from 192.0.2.10`, `retransmission of SCCRQ Ns=0 from 192.0.2.10`."""
    message = transmission.message
    name = "ZLB" if message.is_zlb else message_name(message.type, message.version)
    again = "retransmission of " if transmission.retransmission_of else ""
    number = "" if message.is_zlb else f" Ns={message.ns}"
    return f"{again}{name}{number} from {transmission.datagram.source}"


def message_called(delivery: Delivery) -> str:
    """The message's name in the RFC's spelling."""
    return message_name(delivery.type, delivery.first.message.version)


def end_called(tunnel: Tunnel, side: Side) -> str:
    """`LAC lac-dev (192.0.2.10)`: role, host name and first address, as far as each is known."""
    end = tunnel.ends[side]
    role = end.role or side.value
    address = end.addresses[0].address if end.addresses else addressed(tunnel, side)
    return f"{role} {end.host_name} ({address})" if end.host_name else f"{role} {address}"


def addressed(tunnel: Tunnel, side: Side) -> str:
    """The address to which the other side sends its messages, where this side itself was never captured."""
    for transmission in tunnel.transmissions:
        if transmission.sender is side.other:
            return transmission.datagram.destination
    return "an address not captured"


def stated(ending: Ending) -> str:
    """`StopCCN 2/6 "text"`: the message, its codes and its words, as sent."""
    cut = ending.transmission is not None and ending.transmission.datagram.cut > 0
    unknown = "(its result code is not in the capture)" if cut else "without a result code"
    code = unknown if ending.result_code is None else str(ending.result_code)
    error = "" if ending.error_code is None else f"/{ending.error_code}"
    words = f' "{ending.error_message}"' if ending.error_message else ""
    return f"{ending.message} {code}{error}{words}"


def gravity(conversation: Conversation, attempts: Iterable[int]) -> Severity:
    """How bad it is for these failed attempts: drop where each was in service, else fatal; degraded without any."""
    named = [conversation.attempts[index - 1] for index in attempts]
    if not named:
        return Severity.DEGRADED
    return Severity.DROP if all(attempt.succeeded for attempt in named) else Severity.FATAL


def waited_out(conversation: Conversation, tunnel: Tunnel, delivery: Delivery) -> bool:
    """Its sender gave up on it or closed in this capture, or had time to: only then may "no reply" be said."""
    if tunnel.gave_up is delivery.sender:
        return True
    end, until_ns = tunnel.end, conversation.last_ns
    if end is not None and end.sender is delivery.sender and end.transmission is not None:
        if delivery.retransmissions:
            return True
        until_ns = end.time_ns
    return until_ns - delivery.first.time_ns >= GIVE_UP_CONTROL_NS


def vantage(tunnel: Tunnel) -> Side | None:
    """The side that the capture was taken at: its packets have a TTL with which systems start, the others' have not."""
    fresh = [side for side in Side if tunnel.ends[side].ttl in FIRST_TTLS]
    return fresh[0] if len(fresh) == 1 and tunnel.ends[fresh[0].other].ttl is not None else None


def seconds(duration_ns: int) -> str:
    """`0.2 s`, `31 s`: a duration for a sentence."""
    value = duration_ns / SECOND
    return f"{value:.0f} s" if value >= 10 else f"{value:.1f} s"  # noqa: PLR2004 - tenths below ten seconds


def counted(number: int, noun: str) -> str:
    """`1 session`, `3 sessions`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
