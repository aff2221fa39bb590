"""The tunnels as rows to look through: who, which IDs, what was sent again, who dialled in."""

from dataclasses import dataclass

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Session, Side, Tunnel
from l2tpscope.views.counting import round_trips
from l2tpscope.views.ends import known_as
from l2tpscope.views.subscriber import user_of
from l2tpscope.views.summary import TunnelLine, outcome_of

TUNNELS_LISTED, CALLS_LISTED = 20_000, 50_000


@dataclass(frozen=True, slots=True)
class ListedEnd:
    """One end; host name and tunnel ID are "" where they are not known."""

    host: str
    address: str
    tunnel_id: str

    @property
    def place(self) -> str:
        """Where it is, beside its host name: "192.0.2.10, ID 4711"; of a nameless one the ID alone."""
        known = [self.address if self.host else "", f"ID {self.tunnel_id}" if self.tunnel_id else "no ID seen"]
        return ", ".join(part for part in known if part)


@dataclass(frozen=True, slots=True)
class ListedCall:
    """One session of it: number, IDs as "31/12", user ("" for none), outcome ("failed", "up", "closed", ...)."""

    number: int
    ids: str
    user: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ListedTunnel:
    """One tunnel. `resent`: retransmissions of both sides; `rtt_ns`: median round trip, None without a sample."""

    line: TunnelLine
    initiator: ListedEnd
    recipient: ListedEnd
    resent: int
    rtt_ns: int | None
    calls: tuple[ListedCall, ...]


def listed(analysis: Analysis, lines: tuple[TunnelLine, ...]) -> tuple[tuple[ListedTunnel, ...], int]:
    """At most 20,000 tunnels, failing ones first, and how many sessions are left out of them, being over 50,000."""
    room, hidden = CALLS_LISTED, 0
    rows = []
    for line in sorted(lines, key=lambda line: (not line.failed, line.index))[:TUNNELS_LISTED]:
        tunnel = analysis.conversation.tunnels[line.index - 1]
        calls = tuple(_call(session) for session in tunnel.sessions[:room])
        room, hidden = room - len(calls), hidden + len(tunnel.sessions) - len(calls)
        rows.append(_row(tunnel, line, calls))
    return tuple(rows), hidden


def _row(tunnel: Tunnel, line: TunnelLine, calls: tuple[ListedCall, ...]) -> ListedTunnel:
    deliveries = [one for own in tunnel.deliveries.values() for one in own]
    return ListedTunnel(
        line=line,
        initiator=_end(tunnel, Side.INITIATOR),
        recipient=_end(tunnel, Side.RECIPIENT),
        resent=sum(len(one.retransmissions) for one in deliveries),
        rtt_ns=round_trips(one.rtt_ns for one in deliveries).median_ns,
        calls=calls,
    )


def _end(tunnel: Tunnel, side: Side) -> ListedEnd:
    end = tunnel.ends[side]
    number = "" if end.tunnel_id is None else str(end.tunnel_id)
    return ListedEnd(end.host_name or "", known_as(tunnel, side), number)


def _call(session: Session) -> ListedCall:
    ids = "/".join("?" if own is None else str(own) for own in session.ids.values())
    failed = session.attempt is not None and session.attempt.failed
    return ListedCall(session.number, ids, user_of(session) or "", "failed" if failed else outcome_of(session.state))
