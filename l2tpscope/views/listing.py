"""The four tables: tunnels, sessions, messages, findings."""

from collections.abc import Callable

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Attempt, Session, Tunnel
from l2tpscope.views import columns, in_brief
from l2tpscope.views.counting import ControlCounts, control_counts
from l2tpscope.views.table import Table


class TunnelRow:
    """A tunnel with what its columns need: its counts, and the verdict on its calls."""

    __slots__ = ("cause", "counts", "failed", "tunnel")

    def __init__(self, tunnel: Tunnel, attempts: list[Attempt], analysis: Analysis) -> None:
        self.tunnel = tunnel
        self.counts: ControlCounts = control_counts(tunnel)
        self.failed = sum(attempt.failed for attempt in attempts)
        self.cause = _cause(attempts, analysis)


class SessionRow:
    """A session with the verdict on it."""

    __slots__ = ("cause", "failed", "session")

    def __init__(self, session: Session, attempts: list[Attempt], analysis: Analysis) -> None:
        self.session = session
        self.failed = any(attempt.failed for attempt in attempts)
        self.cause = _cause(attempts, analysis)


def _cause(attempts: list[Attempt], analysis: Analysis) -> str | None:
    numbers = (analysis.root_causes.get(attempt.index) for attempt in attempts if attempt.failed)
    number = next((number for number in numbers if number), None)
    return analysis.findings[number - 1].rule if number else None


def tunnel_table(analysis: Analysis, tunnel: Tunnel) -> Table:
    """The one row of a tunnel."""
    tried = [attempt for attempt in analysis.conversation.attempts if attempt.tunnel is tunnel]
    return _tunnels(analysis, [TunnelRow(tunnel, tried, analysis)])


def tunnels_table(analysis: Analysis) -> Table:
    """One row a tunnel."""
    tried = _by_tunnel(analysis)
    rows = [TunnelRow(tunnel, tried.get(tunnel.index, []), analysis) for tunnel in analysis.conversation.tunnels]
    return _tunnels(analysis, rows)


def _tunnels(analysis: Analysis, rows: list[TunnelRow]) -> Table:
    return Table("tunnels", columns.TUNNELS, in_brief.TUNNELS, rows, analysis.conversation.first_ns)


def sessions_table(analysis: Analysis, tunnel: Tunnel | None = None) -> Table:
    """One row a session, of all tunnels or of one."""
    tried: dict[str, list[Attempt]] = {}
    for attempt in analysis.conversation.attempts:
        if attempt.session is not None:
            tried.setdefault(attempt.session.index, []).append(attempt)
    tunnels = analysis.conversation.tunnels if tunnel is None else [tunnel]
    sessions = [session for each in tunnels for session in each.sessions]
    rows = [SessionRow(session, tried.get(session.index, []), analysis) for session in sessions]
    return Table("sessions", columns.SESSIONS, in_brief.SESSIONS, rows, analysis.conversation.first_ns)


def messages_table(analysis: Analysis) -> Table:
    """One row a captured control frame, in the order of time."""
    sent = [one for tunnel in analysis.conversation.tunnels for one in tunnel.transmissions]
    sent.sort(key=lambda one: (one.time_ns, one.ref))
    return Table("messages", columns.MESSAGES, in_brief.MESSAGES, sent, analysis.conversation.first_ns)


def findings_table(analysis: Analysis) -> Table:
    """One row a finding, worst first."""
    return Table(
        "findings",
        columns.FINDINGS,
        in_brief.FINDINGS,
        list(enumerate(analysis.findings, 1)),
        analysis.conversation.first_ns,
    )


TABLES: dict[str, Callable[[Analysis], Table]] = {
    "tunnels": tunnels_table,
    "sessions": sessions_table,
    "messages": messages_table,
    "findings": findings_table,
}


def _by_tunnel(analysis: Analysis) -> dict[int, list[Attempt]]:
    found: dict[int, list[Attempt]] = {}
    for attempt in analysis.conversation.attempts:
        found.setdefault(attempt.tunnel.index, []).append(attempt)
    return found
