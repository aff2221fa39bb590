"""Keepalives and round trips: HELLO and LCP echoes with their answers, and how long acknowledgments took."""

from collections.abc import Iterator
from statistics import median

from l2tpscope.conversation.model import SECOND, SIDES, PppFrame, Session, Side, Tunnel
from l2tpscope.views.clock import duration
from l2tpscope.views.spread import spread
from l2tpscope.views.strips import Outcome, Probe, Probes, RoundTripTime, RoundTripTimes
from l2tpscope.views.unanswered import is_unanswered
from l2tpscope.wire.messages import HELLO, message_name
from l2tpscope.wire.ppp.numbers import ECHO_REPLY, ECHO_REQUEST, LCP

PATIENCE_NS = 3 * SECOND
"""An echo so shortly before the end may still have been answered."""
SHOWN = 60
"""Answered and unanswered probes of one strip, round trips of one side."""


def keepalives(tunnel: Tunnel, until_ns: int) -> Iterator[Probes]:
    """A strip for HELLO and one for LCP echoes, where there are any; answers were captured until `until_ns`."""
    more = sum(run.count - len(run.moments) for session in tunnel.sessions for run in session.echo_runs)
    for name, found, left_out in (
        ("HELLO", _hellos(tunnel, until_ns), 0),
        ("LCP echo", _echoes(tunnel, until_ns), more),
    ):
        probes = [*found]
        if probes:
            yield Probes(name, tuple(sorted(_kept(probes), key=_place)), _told(probes, left_out))


def _place(one: Probe | RoundTripTime) -> tuple[int, Side]:
    return one.time_ns, one.sender


def _hellos(tunnel: Tunnel, until_ns: int) -> Iterator[Probe]:
    for side in SIDES:
        for delivery in tunnel.deliveries[side]:
            if delivery.type == HELLO:
                answer = delivery.acknowledged_by
                is_open = not is_unanswered(delivery, tunnel, until_ns)
                yield _probe(side, delivery.first.time_ns, None if answer is None else answer.time_ns, is_open=is_open)


def _echoes(tunnel: Tunnel, until_ns: int) -> Iterator[Probe]:
    for session in tunnel.sessions:
        end = until_ns if session.end is None else min(session.end.time_ns, until_ns)
        for request, reply in _exchanged(session):
            is_open = end - request.time_ns < PATIENCE_NS
            yield _probe(request.sender, request.time_ns, None if reply is None else reply.time_ns, is_open=is_open)
        for run in session.echo_runs:
            for asked_ns, rtt_ns in run.samples():
                yield Probe(asked_ns, run.request.sender, Outcome.ANSWERED, rtt_ns)


def _exchanged(session: Session) -> Iterator[tuple[PppFrame, PppFrame | None]]:
    """Each LCP Echo-Request with its reply (RFC 1661 5.8), None where none was captured."""
    asked: dict[tuple[Side, int], PppFrame] = {}
    for frame in session.ppp:
        if frame.protocol == LCP and frame.code == ECHO_REQUEST:
            unanswered = asked.get((frame.sender, frame.identifier))
            if unanswered is not None:
                yield unanswered, None
            asked[frame.sender, frame.identifier] = frame
        elif frame.protocol == LCP and frame.code == ECHO_REPLY:
            request = asked.pop((frame.sender.other, frame.identifier), None)
            if request is not None:
                yield request, frame
    for request in asked.values():
        yield request, None


def _probe(sender: Side, asked_ns: int, answered_ns: int | None, *, is_open: bool) -> Probe:
    if answered_ns is not None:
        return Probe(asked_ns, sender, Outcome.ANSWERED, answered_ns - asked_ns)
    return Probe(asked_ns, sender, Outcome.OPEN if is_open else Outcome.UNANSWERED)


def _told(probes: list[Probe], more: int) -> str:
    """As in "5 of 6 answered"; so many more were answered than there are probes of."""
    answered = sum(probe.outcome is Outcome.ANSWERED for probe in probes) + more
    return f"{answered} of {len(probes) + more} answered"


def _kept(probes: list[Probe]) -> Iterator[Probe]:
    """As many of the answered ones as there is room for, from all of the time, and of the others."""
    kinds = [[one for one in probes if (one.outcome is Outcome.ANSWERED) is answered] for answered in (True, False)]
    for own in kinds:
        yield from spread(own, SHOWN)


def round_trip_times(tunnel: Tunnel) -> RoundTripTimes | None:
    """From a message to its acknowledgment, and from an echo to its reply; None without any."""
    samples = sorted(_samples(tunnel), key=_place)
    if not samples:
        return None
    took = [one.took_ns for one in samples]
    least, most = duration(min(took)), duration(max(took))
    words = least if least == most else f"{least} to {most}, median {duration(round(median(took)))}"
    shown = [one for side in SIDES for one in spread([each for each in samples if each.sender is side], SHOWN)]
    return RoundTripTimes("round trip", tuple(sorted(shown, key=_place)), words)


def _samples(tunnel: Tunnel) -> Iterator[RoundTripTime]:
    for side in SIDES:
        for delivery in tunnel.deliveries[side]:
            if delivery.rtt_ns is not None:
                yield RoundTripTime(delivery.first.time_ns, side, delivery.rtt_ns, message_name(delivery.type))
    yield from _echo_samples(tunnel)


def _echo_samples(tunnel: Tunnel) -> Iterator[RoundTripTime]:
    for session in tunnel.sessions:
        for request, reply in _exchanged(session):
            if reply is not None:
                yield RoundTripTime(request.time_ns, request.sender, reply.time_ns - request.time_ns, "LCP echo")
        for run in session.echo_runs:
            for asked_ns, rtt_ns in run.samples():
                yield RoundTripTime(asked_ns, run.request.sender, rtt_ns, "LCP echo")
