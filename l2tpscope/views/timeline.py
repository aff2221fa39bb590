"""The timeline of one tunnel as values: states, messages, keepalives, round trips, window, data and findings."""

from collections.abc import Iterator
from dataclasses import replace

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Conversation, Session, Tunnel
from l2tpscope.rules.finding import Finding, Severity
from l2tpscope.views.axis import Span, folded
from l2tpscope.views.clock import counted, duration
from l2tpscope.views.ends import end_name
from l2tpscope.views.flight import in_flight
from l2tpscope.views.lanes import control_lane, session_lane
from l2tpscope.views.probes import keepalives, round_trip_times
from l2tpscope.views.rates import Portions, portions, rates
from l2tpscope.views.spread import spread
from l2tpscope.views.strips import Flag, Lane, Lanes, Probes, Strip, Timeline
from l2tpscope.views.ticks import messages
from l2tpscope.views.unanswered import heard_until
from l2tpscope.wire.messages import HELLO
from l2tpscope.wire.ppp.numbers import ECHO_REPLY, ECHO_REQUEST, LCP

SESSIONS_SHOWN = 100
LANES_TOLD = 6
ECHOES = (ECHO_REQUEST, ECHO_REPLY)
GRAVE = (Severity.FATAL, Severity.DROP, Severity.DEGRADED)
ONE_WAY = "Only one direction was captured: what was answered is not known."


def timeline(analysis: Analysis, tunnel: Tunnel) -> Timeline:
    """The timeline of one tunnel."""
    conversation = analysis.conversation
    sent = portions(tunnel)
    begin, end = _span(tunnel, conversation, sent)
    axis = folded(_moments(tunnel), [*_active(tunnel, sent)], (begin, end))
    sessions, hidden = _session_lanes(analysis, tunnel, end)
    until = heard_until(conversation, tunnel)
    control = control_lane(tunnel, (begin, end), until)
    probes = tuple(keepalives(tunnel, until)) if until is not None else ()
    graphs = (round_trip_times(tunnel), in_flight(tunnel, axis) if until is not None else None, rates(sent, axis))
    strips: list[Strip] = [Lanes("", (control, *sessions))]
    strips += messages(tunnel, axis, until)
    strips += probes
    strips += (graph for graph in graphs if graph is not None)
    notes = [f"{counted(hidden, 'more session')} not drawn; failed ones go first."] if hidden else []
    return Timeline(
        title=f"Tunnel {tunnel.index} · {tunnel.name}",
        description=" ".join(_told(tunnel, (control, *sessions), probes, end)),
        axis=axis,
        zero_ns=axis.begin_ns,
        strips=tuple(strips),
        flags=tuple(flags(analysis, tunnel)),
        notes=tuple(notes if until is not None else [*notes, ONE_WAY]),
    )


def _span(tunnel: Tunnel, conversation: Conversation, sent: Portions) -> Span:
    """Where the picture begins and ends: with data too, and what is still alive goes on to the end of the capture."""
    data = [moment for own in sent.values() for begin, end, _ in own for moment in (begin, end)]
    end = conversation.last_ns if tunnel.end is None else tunnel.end.time_ns
    return min([tunnel.first_ns, *data]), max([tunnel.last_ns, end, *data])


def _moments(tunnel: Tunnel) -> Iterator[tuple[int, bool]]:
    """(time, whether it is a keepalive, or only acknowledges) of every message."""
    for transmission in tunnel.transmissions:
        yield transmission.time_ns, transmission.message.type in (HELLO, None)
    for session in tunnel.sessions:
        for frame in session.ppp:
            yield frame.time_ns, frame.protocol == LCP and frame.code in ECHOES
        for run in session.echo_runs:
            for asked_ns, rtt_ns in run.samples():
                yield asked_ns, True
                yield asked_ns + rtt_ns, True


def _active(tunnel: Tunnel, sent: Portions) -> Iterator[Span]:
    """When data flowed, and when a side went on sending something again, or waited in vain after that."""
    for own in sent.values():
        for begin, end, _ in own:
            yield begin, end
    end = tunnel.end.time_ns if tunnel.end is not None else 0
    for deliveries in tunnel.deliveries.values():
        for delivery in deliveries:
            if delivery.retransmissions:
                waited = end if delivery.acknowledged_by is None else 0
                yield delivery.first.time_ns, max(delivery.last.time_ns, waited)


def _session_lanes(analysis: Analysis, tunnel: Tunnel, end: int) -> tuple[list[Lane], int]:
    """The lanes of the sessions, in order, and how many there was no room for.

    Those that failed go first; where there are too many, some from all of the time are shown.
    """
    failed = {one.session.index for one in analysis.conversation.attempts if one.failed and one.session}
    failing = [session for session in tunnel.sessions if session.index in failed]
    others = [session for session in tunnel.sessions if session.index not in failed]
    shown = spread(failing, SESSIONS_SHOWN)
    shown += spread(others, SESSIONS_SHOWN - len(shown))
    numbers: dict[str | None, list[int]] = {}
    for number, finding in enumerate(analysis.findings, 1):
        if is_grave(finding) and finding.tunnel == tunnel.index:
            numbers.setdefault(finding.session, []).append(number)
    lanes = [
        replace(session_lane(one, end, failed=one.index in failed), numbers=tuple(numbers.get(one.index, ())))
        for one in sorted(shown, key=_number)
    ]
    return lanes, len(tunnel.sessions) - len(shown)


def _number(session: Session) -> int:
    return session.number


def _told(tunnel: Tunnel, lanes: tuple[Lane, ...], probes: tuple[Probes, ...], end: int) -> Iterator[str]:
    """What the picture shows, in sentences."""
    initiator, recipient = (end_name(tunnel, side) for side in tunnel.ends)
    yield f"Tunnel {tunnel.name} from {initiator} to {recipient}, {duration(end - tunnel.first_ns)}."
    for lane in lanes[:LANES_TOLD]:
        phases = ", ".join(bar.phase for bar in lane.bars)
        yield f"{lane.name.capitalize()}: {'failed; ' if lane.failed else ''}{phases}" + (
            f"; ended by {lane.ending}." if lane.ending else "."
        )
    if len(lanes) > LANES_TOLD:
        yield f"{counted(len(lanes) - LANES_TOLD, 'more session')}."
    again = sum(len(one.retransmissions) for own in tunnel.deliveries.values() for one in own)
    yield f"{counted(len(tunnel.transmissions), 'control message')}, {again} sent again."
    for strip in probes:
        yield f"{strip.name}: {strip.words}."


def flags(analysis: Analysis, tunnel: Tunnel) -> Iterator[Flag]:
    """The findings of a tunnel, each at the first of its frames that belongs to the tunnel."""
    mine = [(n, finding) for n, finding in enumerate(analysis.findings, 1) if finding.tunnel == tunnel.index]
    wanted = {evidence.ref for _, finding in mine for evidence in finding.evidence}
    times = {ref: time for ref, time in _times(tunnel) if ref in wanted}
    for number, finding in mine:
        moment = min((times[one.ref] for one in finding.evidence if one.ref in times), default=None)
        if moment is not None:
            yield Flag(moment, number, finding.rule, is_grave(finding))


def _times(tunnel: Tunnel) -> Iterator[tuple[FrameRef, int]]:
    for transmission in tunnel.transmissions:
        yield transmission.ref, transmission.time_ns
    for session in tunnel.sessions:
        for frame in session.ppp:
            yield frame.ref, frame.time_ns
    for error in tunnel.quotes:
        yield error.ref, error.time_ns


def is_grave(finding: Finding) -> bool:
    """True of what hurts: fatal, drop, degraded."""
    return finding.severity in GRAVE
