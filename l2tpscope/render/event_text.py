"""Events of a live capture as lines of text: when, what, where, and how."""

from functools import cache

from l2tpscope.conversation.model import Ending, Session, Side, Tunnel
from l2tpscope.live.events import Event, Kind
from l2tpscope.render.escape import padded
from l2tpscope.render.ink import Ink
from l2tpscope.rules.finding import Severity
from l2tpscope.views.clock import rfc3339
from l2tpscope.views.describe import describe
from l2tpscope.views.ends import end_name
from l2tpscope.views.pulse import so_far
from l2tpscope.views.subscriber import user_of

LABELS = {
    Kind.TUNNEL_UP: ("✓ tunnel up", "good"),
    Kind.SESSION_UP: ("✓ session up", "good"),
    Kind.PPP: ("✓ PPP", "good"),
    Kind.PENDING: ("· waiting", "odd"),
    Kind.WITHDRAWN: ("· withdrawn", "dim"),
    Kind.SESSION_END: ("· session end", "dim"),
    Kind.TUNNEL_END: ("· tunnel end", "dim"),
    Kind.NOTE: ("! note", "odd"),
}
FINDINGS = {
    Severity.FATAL: ("✗ failure", "bad"),
    Severity.DROP: ("✗ drop", "bad"),
    Severity.DEGRADED: ("! degraded", "odd"),
    Severity.POSTURE: ("· posture", "blue"),
    Severity.INFO: ("· info", "dim"),
}
PHASES = {"lcp": "LCP is open", "authentication": "authenticated", "network": "network is open"}
LABEL = 14


def event_text(event: Event, ink: Ink) -> str:
    """One event in one line, its newline included; the time is that of the packets, in UTC."""
    label, style = LABELS.get(event.kind, ("", "dim"))
    if event.kind is Kind.FINDING and event.finding is not None:
        label, style = FINDINGS[event.finding.severity]
    line = f"{ink.paint(_clock(event.time_ns), 'dim')} {_label(label, style, ink)} {ink.clean(_said(event))}"
    return line.rstrip() + "\n"


@cache
def _label(label: str, style: str, ink: Ink) -> str:
    return ink.paint(padded(ink.drawable(label), LABEL), style)


def _clock(time_ns: int) -> str:
    """Hours to milliseconds; the date stands in the verdict. Blank before the first packet."""
    if not time_ns:
        return " " * len("00:00:00.000")
    return rfc3339(time_ns).partition("T")[2][:12] or str(time_ns)


def _said(event: Event) -> str:
    tunnel, session = event.tunnel, event.session
    where = _where(tunnel, session)
    if event.kind is Kind.TUNNEL_UP and tunnel is not None:
        ends = " to ".join(end_name(tunnel, side) for side in Side)
        return f"{where} from {ends}"
    if event.kind is Kind.PPP and session is not None:
        return f"{where} {_phase(event.phase or '', session)}"
    if event.finding is not None:
        likely = " (likely, if no answer comes)" if event.kind is Kind.PENDING else ""
        summary = so_far(event.finding.summary)
        return f"{where} {event.finding.rule}: {summary}{likely}".lstrip()
    if event.kind is Kind.SESSION_END and session is not None and session.end is not None:
        return f"{where} {_ending(session.end, tunnel)}"
    if event.kind is Kind.TUNNEL_END and tunnel is not None and tunnel.end is not None:
        return f"{where} {_ending(tunnel.end, tunnel)}"
    return f"{where} {event.text}".strip()


def _where(tunnel: Tunnel | None, session: Session | None) -> str:
    """The tunnel by its name, the session by the IDs of initiator and recipient."""
    if tunnel is None:
        return ""
    if session is None:
        return tunnel.name
    ids = "/".join("?" if session.ids[side] is None else str(session.ids[side]) for side in Side)
    return f"{tunnel.name} call {ids}"


def _phase(phase: str, session: Session) -> str:
    user = user_of(session) if phase == "authentication" else None
    return PHASES.get(phase, phase) + (f": {user}" if user else "")


def _ending(end: Ending, tunnel: Tunnel | None) -> str:
    """Who closed it, and with what words."""
    by = f" by {end_name(tunnel, end.sender)}" if tunnel is not None and end.sender is not None else ""
    if end.transmission is None or end.message is None:
        return f"given up{by}: nothing came back"
    said = describe(end.transmission.message)
    return f"{end.message}{by}" + (f": {said}" if said else "")
