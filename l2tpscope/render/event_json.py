"""Events of a live capture as JSON lines: one object a line, as docs/json.md describes them."""

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Session, Side, Tunnel
from l2tpscope.live.events import Event, Kind
from l2tpscope.render.as_json import finding_of, verdict_of
from l2tpscope.render.json_tunnels import end_of, session_ending_of
from l2tpscope.render.json_values import Json, instant, json_octets
from l2tpscope.rules.finding import Finding
from l2tpscope.views.subscriber import user_of

OF_AN_END = ("address", "port", "tunnel_id", "role", "host_name")
NUMBERED = ("index", "root_cause", "attempts", "tunnel", "session", "ike", "occurrences")
"""What of a finding holds only for the look at hand."""


def event_line(event: Event) -> bytes:
    """One event, its newline included."""
    tunnel, session = event.tunnel, event.session
    told: dict[str, Json] = {
        "event": event.kind.value,
        "time": instant(event.time_ns or None),
        "tunnel": tunnel.name if tunnel is not None else None,
        "initiator": _end(tunnel, Side.INITIATOR),
        "recipient": _end(tunnel, Side.RECIPIENT),
        "session": _session(session),
    }
    if event.phase is not None and session is not None:
        told |= {"phase": event.phase, "user": user_of(session)}
    if event.finding is not None:
        told["finding"] = _finding(event.finding)
    if event.kind is Kind.SESSION_END and session is not None:
        told["end"] = session_ending_of(session.end)
    elif event.kind is Kind.TUNNEL_END and tunnel is not None:
        told["end"] = session_ending_of(tunnel.end)
    if event.text:
        told["text"] = event.text
    return json_octets(told) + b"\n"


def verdict_line(analysis: Analysis) -> bytes:
    """The last line: what it all amounts to."""
    last_ns = analysis.conversation.last_ns
    return json_octets({"event": "verdict", "time": instant(last_ns), **verdict_of(analysis)}) + b"\n"


def _end(tunnel: Tunnel | None, side: Side) -> dict[str, Json] | None:
    if tunnel is None:
        return None
    end = end_of(tunnel, side)
    return {name: end[name] for name in OF_AN_END}


def _session(session: Session | None) -> dict[str, Json] | None:
    if session is None:
        return None
    return {
        "initiator_session_id": session.ids[Side.INITIATOR],
        "recipient_session_id": session.ids[Side.RECIPIENT],
        "call": session.call,
    }


def _finding(finding: Finding) -> dict[str, Json]:
    return {name: value for name, value in finding_of(0, finding).items() if name not in NUMBERED}
