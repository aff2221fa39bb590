"""Timelines as values: bars of states, ticks of messages, data rates and findings on one axis, whatever draws them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Session, Side, Transmission, Tunnel
from l2tpscope.rules.finding import Finding
from l2tpscope.views.axis import Axis, Span, folded, linear
from l2tpscope.views.clock import counted
from l2tpscope.views.describe import label
from l2tpscope.views.ends import end_name
from l2tpscope.views.lanes import Lane, control_lane, session_lane, tunnel_lane
from l2tpscope.views.rates import Rate, data_spans, rates

SESSIONS_SHOWN = 12
TUNNELS_SHOWN = 40
FINENESS = 1_000
"""Ticks closer than this part of the axis are one tick."""


class TickKind(StrEnum):
    """A message, a retransmission, a message that nobody ever acknowledged, or a PPP control frame."""

    MESSAGE = "message"
    AGAIN = "retransmission"
    UNANSWERED = "unanswered"
    PPP = "PPP"


@dataclass(frozen=True, slots=True)
class Tick:
    """One message of one side."""

    time_ns: int
    sender: Side
    kind: TickKind
    label: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Where a finding has its first evidence."""

    time_ns: int
    number: int
    rule: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """One picture. `left_out`: a sentence about lanes that are not shown, else ""."""

    title: str
    axis: Axis
    zero_ns: int
    lanes: tuple[Lane, ...]
    senders: tuple[tuple[Side, str], ...]
    ticks: tuple[Tick, ...]
    rates: tuple[Rate, ...]
    flags: tuple[Flag, ...]
    left_out: str


def timeline(analysis: Analysis, tunnel: Tunnel) -> Timeline:
    """The timeline of one tunnel: control connection, sessions, messages both ways, data, findings."""
    busy = [*_busy(tunnel)]
    end = max([tunnel.last_ns, *(end for _, end in busy), *(end for _, end in data_spans(tunnel))])
    axis = folded(busy, data_spans(tunnel), (tunnel.first_ns, end))
    failed = {one.session.index for one in analysis.conversation.attempts if one.failed and one.session}
    shown = sorted(tunnel.sessions, key=lambda one: one.index not in failed)[:SESSIONS_SHOWN]
    hidden = len(tunnel.sessions) - len(shown)
    lanes = [
        control_lane(tunnel, end),
        *(session_lane(one, end, failed=one.index in failed) for one in sorted(shown, key=_number)),
    ]
    return Timeline(
        title=f"Tunnel {tunnel.index}  {tunnel.name}",
        axis=axis,
        zero_ns=tunnel.first_ns,
        lanes=tuple(lanes),
        senders=tuple((side, end_name(tunnel, side)) for side in Side),
        ticks=tuple(_thinned(_ticks(tunnel), axis)),
        rates=rates(tunnel, axis),
        flags=tuple(_flags(analysis, tunnel)),
        left_out=f"{counted(hidden, 'more session')} not drawn." if hidden else "",
    )


def overview(analysis: Analysis) -> Timeline:
    """The timeline of the whole capture: one lane a tunnel, failing ones first where there are too many."""
    conversation = analysis.conversation
    failing = {attempt.tunnel.index for attempt in conversation.attempts if attempt.failed}
    shown = sorted(conversation.tunnels, key=lambda tunnel: tunnel.index not in failing)[:TUNNELS_SHOWN]
    hidden = len(conversation.tunnels) - len(shown)
    lanes = [tunnel_lane(tunnel, failed=tunnel.index in failing) for tunnel in sorted(shown, key=lambda one: one.index)]
    return Timeline(
        title=counted(len(conversation.tunnels), "tunnel"),
        axis=linear(conversation.first_ns, conversation.last_ns),
        zero_ns=conversation.first_ns,
        lanes=tuple(lanes),
        senders=(),
        ticks=(),
        rates=(),
        flags=tuple(flag for tunnel in shown for flag in _flags(analysis, tunnel)),
        left_out=f"{counted(hidden, 'more tunnel')} not drawn; failing ones go first." if hidden else "",
    )


def _number(session: Session) -> int:
    return session.number


def _busy(tunnel: Tunnel) -> Iterator[Span]:
    """From each message to its last transmission, or to the end that its sender waited for; moments of all the rest."""
    for transmission in tunnel.transmissions:
        if transmission.is_first:
            yield transmission.time_ns, _waited_until(transmission, tunnel)
    for session in tunnel.sessions:
        for frame in session.ppp:
            yield frame.time_ns, frame.time_ns
        for run in session.echo_runs:
            yield from zip(run.moments, run.moments, strict=True)


def _waited_until(transmission: Transmission, tunnel: Tunnel) -> int:
    delivery = transmission.delivery
    if delivery is None:
        return transmission.time_ns
    if delivery.acknowledged_by is None and delivery.retransmissions and tunnel.end is not None:
        return max(delivery.last.time_ns, tunnel.end.time_ns)
    return delivery.last.time_ns


def _ticks(tunnel: Tunnel) -> Iterator[Tick]:
    for transmission in tunnel.transmissions:
        if transmission.duplicate_of is None:
            yield Tick(transmission.time_ns, transmission.sender, _kind(transmission), label(transmission))
    for session in tunnel.sessions:
        for frame in session.ppp:
            yield Tick(frame.time_ns, frame.sender, TickKind.PPP, "PPP")
        for run in session.echo_runs:
            for asked_ns, rtt_ns in zip(run.moments, run.rtts_ns, strict=True):
                yield Tick(asked_ns, run.request.sender, TickKind.PPP, "PPP")
                yield Tick(asked_ns + rtt_ns, run.reply.sender, TickKind.PPP, "PPP")


def _kind(transmission: Transmission) -> TickKind:
    if transmission.delivery is not None and transmission.delivery.acknowledged_by is None:
        return TickKind.UNANSWERED
    return TickKind.MESSAGE if transmission.is_first else TickKind.AGAIN


def _thinned(ticks: Iterable[Tick], axis: Axis) -> Iterator[Tick]:
    """One tick of each kind, side and place: a hundred thousand messages are not a hundred thousand lines."""
    seen = set()
    for tick in ticks:
        key = tick.sender, tick.kind, round(axis.place(tick.time_ns) * FINENESS)
        if key not in seen:
            seen.add(key)
            yield tick


def _flags(analysis: Analysis, tunnel: Tunnel) -> Iterator[Flag]:
    mine = [(n, finding) for n, finding in enumerate(analysis.findings, 1) if finding.tunnel == tunnel.index]
    wanted = {evidence.ref for _, finding in mine for evidence in finding.evidence}
    times = {ref: time for ref, time in _times(tunnel) if ref in wanted}
    for number, finding in mine:
        moment = min((times[one.ref] for one in finding.evidence if one.ref in times), default=None)
        if moment is not None:
            yield Flag(moment, number, finding.rule, _is_grave(finding))


def _times(tunnel: Tunnel) -> Iterator[tuple[FrameRef, int]]:
    for transmission in tunnel.transmissions:
        yield transmission.ref, transmission.time_ns
    for session in tunnel.sessions:
        for frame in session.ppp:
            yield frame.ref, frame.time_ns
    for error in tunnel.quotes:
        yield error.ref, error.time_ns


def _is_grave(finding: Finding) -> bool:
    return finding.severity.value in {"fatal", "drop", "degraded"}
