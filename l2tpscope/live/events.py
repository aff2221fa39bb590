"""Events: what has happened since the last look, told by comparing an Analysis with what was told before."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Conversation, Session, Tunnel
from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.rules.evidence import GIVE_UP_CONTROL_NS
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.wire.ppp.numbers import IPCP, IPV6CP, LCP

PENDING = "pending-at-end"
LAST_RESORT = "attempt-unexplained"
STANDS_NS = 2_000_000_000
"""What no peer states is told once it has stood so long: often the next frame explains it in another way;"""
FALLBACKS = frozenset(rule.name for rule in CATALOGUE if rule.fallback)
"""and so is what counts only as long as there is no better explanation."""
QUIET = (Severity.POSTURE, Severity.INFO)
"""Of these it is not worth a line that they hold no longer."""
PHASES = ("lcp", "authentication", "network")
Key = tuple[str, FrameRef | None]


class Kind(StrEnum):
    """What kind of event it is: how the JSON names it."""

    TUNNEL_UP = "tunnel-up"
    SESSION_UP = "session-up"
    PPP = "ppp"
    FINDING = "finding"
    PENDING = "pending"
    WITHDRAWN = "withdrawn"
    SESSION_END = "session-end"
    TUNNEL_END = "tunnel-end"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    time_ns   by the clock of the packets; of a finding, when it could first be said
    tunnel, session   what it concerns, None where it is all of the capture
    phase     of PPP, that was completed: "lcp", "authentication", "network"
    finding   that is new, that is likely to come (pending), or that later frames have refuted (withdrawn)
    text      of a note
    """

    kind: Kind
    time_ns: int
    tunnel: Tunnel | None = None
    session: Session | None = None
    phase: str | None = None
    finding: Finding | None = None
    text: str = ""


class Told:
    """What was told already, by frames: they keep their numbers, whatever else is numbered anew."""

    def __init__(self) -> None:
        self._steps: set[tuple[str, FrameRef]] = set()
        self._findings: dict[Key, Event] = {}
        self._seen_ns: dict[Key, int] = {}

    def news(self, analysis: Analysis, *, is_last: bool = False) -> list[Event]:
        """What this Analysis says beyond that, by time; the last one, to which no frame will be added, in full."""
        conversation = analysis.conversation
        found = [event for tunnel in conversation.tunnels for event in self._of_tunnel(tunnel)]
        found += self._of_findings(analysis, is_last=is_last)
        return sorted(found, key=lambda event: event.time_ns)

    def forget(self, conversation: Conversation) -> None:
        """Keep no memory but of the tunnels and sessions of this conversation."""
        tunnels = {first_frame(tunnel) for tunnel in conversation.tunnels}
        known = tunnels | {_first_of(session) for tunnel in conversation.tunnels for session in tunnel.sessions}
        self._steps = {step for step in self._steps if step[1] in known}
        for kept in (self._findings, self._seen_ns):
            for key in [key for key in kept if key[1] is not None and key[1] not in tunnels]:
                del kept[key]

    def _of_tunnel(self, tunnel: Tunnel) -> Iterator[Event]:
        frame = first_frame(tunnel)
        if frame is None:
            return
        is_up = tunnel.established_ns is not None or tunnel.state == "established"
        if is_up and self._is_news("tunnel-up", frame):
            yield Event(Kind.TUNNEL_UP, _or(tunnel.established_ns, tunnel.first_ns), tunnel)
        for session in tunnel.sessions:
            yield from self._of_session(session)
        if tunnel.end is not None and self._is_news("tunnel-end", frame):
            yield Event(Kind.TUNNEL_END, tunnel.end.time_ns, tunnel)

    def _of_session(self, session: Session) -> Iterator[Event]:
        frame, tunnel = _first_of(session), session.tunnel
        if frame is None:
            return
        begun_ns = _or(session.opened_ns, tunnel.first_ns)
        is_up = session.established_ns is not None or session.state == "established"
        if is_up and self._is_news("session-up", frame):
            yield Event(Kind.SESSION_UP, _or(session.established_ns, begun_ns), tunnel, session)
        for phase in PHASES[: PHASES.index(session.phase) + 1] if session.phase in PHASES else ():
            if (phase, frame) in self._steps:
                continue
            completed_ns = _completed_ns(session, phase)
            # A phase before the furthest may never have been: nobody need have been asked who he is.
            if completed_ns is not None or phase == session.phase:
                self._steps.add((phase, frame))
                yield Event(Kind.PPP, _or(completed_ns, begun_ns), tunnel, session, phase)
        if session.end is not None and self._is_news("session-end", frame):
            yield Event(Kind.SESSION_END, session.end.time_ns, tunnel, session)

    def _is_news(self, step: str, frame: FrameRef) -> bool:
        if (step, frame) in self._steps:
            return False
        self._steps.add((step, frame))
        return True

    def _of_findings(self, analysis: Analysis, *, is_last: bool) -> Iterator[Event]:
        now_ns = analysis.conversation.last_ns
        stand = {}
        for finding, event in _found(analysis, now_ns):
            key = key_of(finding, event.tunnel)
            stand[key] = min(self._seen_ns.get(key, now_ns), now_ns)  # the clock may have been set back
            if key not in self._findings and (is_last or _is_sure(event, now_ns - stand[key])):
                self._findings[key] = event
                yield event
        self._seen_ns = stand
        for key in self._findings.keys() - stand.keys():
            event = self._findings.pop(key)
            if event.finding is not None and event.kind is Kind.FINDING and event.finding.severity not in QUIET:
                yield Event(Kind.WITHDRAWN, now_ns, event.tunnel, event.session, finding=event.finding)


def _found(analysis: Analysis, now_ns: int) -> Iterator[tuple[Finding, Event]]:
    """The findings, each with its event; what waits for an answer only once it had to ask again."""
    tunnels = analysis.conversation.tunnels
    for finding in analysis.findings:
        tunnel = tunnels[finding.tunnel - 1] if finding.tunnel is not None else None
        session = None
        if tunnel is not None and finding.session is not None:
            session = tunnel.sessions[int(finding.session.partition(".")[2]) - 1]
        if finding.rule != PENDING:
            yield finding, Event(Kind.FINDING, now_ns, tunnel, session, finding=finding)
        elif tunnel is not None and _asks_again(tunnel):
            yield finding, Event(Kind.PENDING, now_ns, tunnel, session, finding=finding)


def _is_sure(event: Event, stands_ns: int) -> bool:
    """Whether it can be told although more frames may come; the last resort waits for what may still be answered."""
    finding, tunnel = event.finding, event.tunnel
    if finding is None or event.kind is Kind.PENDING:
        return True
    if finding.confidence is Confidence.STATED and finding.rule not in FALLBACKS:
        return True
    if finding.rule == LAST_RESORT and tunnel is not None and _is_open(tunnel, event.time_ns):
        return False
    return stands_ns >= STANDS_NS


def _is_open(tunnel: Tunnel, now_ns: int) -> bool:
    """Something is not acknowledged, and its sender may not have given up yet."""
    latest = (each[-1] for each in tunnel.deliveries.values() if each)
    return any(one.acknowledged_by is None and now_ns - one.first.time_ns < GIVE_UP_CONTROL_NS for one in latest)


def _asks_again(tunnel: Tunnel) -> bool:
    latest = (each[-1] for each in tunnel.deliveries.values() if each)
    return any(one.acknowledged_by is None and one.retransmissions for one in latest)


def key_of(finding: Finding, tunnel: Tunnel | None) -> Key:
    """What a finding stays known by, whatever else is numbered anew: its rule, and the first frame of its tunnel."""
    return finding.rule, first_frame(tunnel) if tunnel is not None else None


def first_frame(tunnel: Tunnel) -> FrameRef | None:
    """The first frame of a tunnel: of its messages, else of its data."""
    if tunnel.transmissions:
        return tunnel.transmissions[0].ref
    frames = [frame for session in tunnel.sessions if (frame := _first_of(session)) is not None]
    return min(frames, default=None)


def _first_of(session: Session) -> FrameRef | None:
    if session.transmissions:
        return session.transmissions[0].ref
    return min((frame for count in session.sent.values() if (frame := count.first_frame) is not None), default=None)


def _completed_ns(session: Session, phase: str) -> int | None:
    """When this phase of PPP was completed, None where the frames do not show it."""
    link = session.link
    if link is None:
        return None
    if phase == "lcp":
        return link.opened(LCP)
    if phase == "authentication":
        verdicts = (one.verdict.frame.time_ns for one in link.exchanges if one.verdict is not None)
        return max(verdicts, default=None)
    opened = (time_ns for protocol in (IPCP, IPV6CP) if (time_ns := link.opened(protocol)) is not None)
    return min(opened, default=None)


def _or(time_ns: int | None, other_ns: int) -> int:
    return other_ns if time_ns is None else time_ns
