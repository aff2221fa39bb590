"""The message ladder of a tunnel as values: two lifelines and the rows between them, whatever draws them."""

from dataclasses import dataclass

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Conversation, Session, Side, Tunnel
from l2tpscope.rules.finding import Finding
from l2tpscope.views.clock import counted
from l2tpscope.views.details import shortened
from l2tpscope.views.ends import known_as
from l2tpscope.views.folding import calm_folded, limited, quiet_marked
from l2tpscope.views.foreign_rungs import echo_rows
from l2tpscope.views.margin import Margin, missing_rows
from l2tpscope.views.phases import phase_rows
from l2tpscope.views.rows import Omitted, Row
from l2tpscope.views.rungs import rungs
from l2tpscope.views.subscriber import SessionLine, session_line
from l2tpscope.views.traffic import traffic, woven

LIMIT, PPP_SHOWN, HOST_LETTERS = 400, 8, 64
ByTunnel = dict[int, list[tuple[int, Finding]]]


@dataclass(frozen=True, slots=True)
class Lifeline:
    """One end of the ladder.

    role       "LAC", "LNS" or None; host: its name, of bounded length, or None
    address    with its port; tunnel_id: what it assigned, or None
    begins_as  its state above the first row: "idle", or "established" where the beginning was not seen
    """

    side: Side
    role: str | None
    host: str | None
    address: str
    tunnel_id: int | None
    begins_as: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """A tunnel's messages in the order of the capture.

    start_ns   what times are relative to: the tunnel's first message, or data before it
    findings   (number, finding) of those that concern this tunnel
    session    index of the only session shown, or None
    ppp        of the first sessions shown, where it was captured; more_ppp: how many more there are
    omitted    rows left out by the limit
    """

    tunnel: int
    name: str
    state: str
    transport: str
    version: int
    encrypted: bool
    beginning_seen: bool
    initiator: Lifeline
    recipient: Lifeline
    start_ns: int
    rows: tuple[Row, ...]
    findings: tuple[tuple[int, Finding], ...]
    session: str | None
    sessions: int
    omitted: int
    several_captures: bool
    ppp: tuple[SessionLine, ...] = ()
    more_ppp: int = 0

    @property
    def lifelines(self) -> tuple[Lifeline, Lifeline]:
        """Initiator and recipient."""
        return self.initiator, self.recipient

    def frame_name(self, ref: FrameRef) -> str:
        """The frame number; of several captures with the capture's number, from 1, before it."""
        return f"{ref.capture + 1}:{ref.frame}" if self.several_captures else str(ref.frame)

    @property
    def session_indexes(self) -> tuple[str, ...]:
        """The sessions of which rows are shown, in order."""
        shown = {index for row in self.rows if (index := getattr(row, "session", None))}
        return tuple(sorted(shown, key=lambda index: [int(part) for part in index.split(".")]))

    @property
    def ppp_lines(self) -> tuple[str, ...]:
        """A line for each session with PPP, and one for those that are left out."""
        more = (f"PPP in {counted(self.more_ppp, 'more session')}: see `l2tpscope sessions`",) if self.more_ppp else ()
        return *(f"PPP in {line.index}: {line.text}" for line in self.ppp), *more


def ladder(
    analysis: Analysis,
    tunnel: Tunnel,
    session: Session | None = None,
    limit: int | None = LIMIT,
    among: ByTunnel | None = None,
) -> Ladder:
    """The ladder of one tunnel, or of one of its sessions; at most `limit` rows (None: all of them).

    `among`: `findings_by_tunnel(analysis)`, where ladders of many tunnels are drawn.
    """
    conversation = analysis.conversation
    own = (findings_by_tunnel(analysis) if among is None else among).get(tunnel.index, ())
    findings = tuple(pair for pair in own if session is None or pair[1].session in (None, session.index))
    shown = _rows(tunnel, session, conversation, Margin(tunnel, findings, has_both=not conversation.one_direction))
    kept = shown if limit is None else limited(shown, limit)
    seen = tunnel.beginning_seen if session is None else session.beginning_seen
    told = [one for one in (tunnel.sessions if session is None else [session]) if one.link is not None]
    return Ladder(
        tunnel=tunnel.index,
        name=tunnel.name,
        state=tunnel.state,
        transport=tunnel.transport,
        version=tunnel.version,
        encrypted=tunnel.encrypted,
        beginning_seen=tunnel.beginning_seen,
        initiator=_lifeline(tunnel, Side.INITIATOR, seen=seen),
        recipient=_lifeline(tunnel, Side.RECIPIENT, seen=seen),
        start_ns=min([tunnel.first_ns, *(row.time_ns for row in kept[:1])]),
        rows=tuple(kept),
        findings=findings,
        session=session.index if session else None,
        sessions=len(tunnel.sessions),
        omitted=sum(row.rows for row in kept if isinstance(row, Omitted)),
        several_captures=len(conversation.captures) > 1,
        ppp=tuple(session_line(one) for one in told[:PPP_SHOWN]),
        more_ppp=max(len(told) - PPP_SHOWN, 0),
    )


def _rows(tunnel: Tunnel, session: Session | None, conversation: Conversation, margin: Margin) -> list[Row]:
    rows: list[Row] = [*rungs(tunnel, session, margin), *phase_rows(tunnel, session)]
    rows += [*echo_rows(tunnel, session), *traffic(tunnel, session)]
    rows += missing_rows(tunnel) if session is None else ()
    return quiet_marked(calm_folded(woven(rows)), _end(tunnel, conversation))


def chosen(analysis: Analysis) -> list[Tunnel]:
    """The tunnels that a ladder shows unasked: those with a failed attempt, else the first."""
    failing = {attempt.tunnel.index for attempt in analysis.conversation.attempts if attempt.failed}
    tunnels = analysis.conversation.tunnels
    return [tunnel for tunnel in tunnels if tunnel.index in failing] or tunnels[:1]


def findings_by_tunnel(analysis: Analysis) -> ByTunnel:
    """The findings with their numbers, by the index of the tunnel that they concern."""
    found: ByTunnel = {}
    for number, finding in enumerate(analysis.findings, 1):
        if finding.tunnel is not None:
            found.setdefault(finding.tunnel, []).append((number, finding))
    return found


def _end(tunnel: Tunnel, conversation: Conversation) -> int | None:
    """The end of the capture, where the tunnel was still alive then."""
    return conversation.last_ns if tunnel.end is None else None


def _lifeline(tunnel: Tunnel, side: Side, *, seen: bool) -> Lifeline:
    end = tunnel.ends[side]
    port = f" port {end.addresses[0].port}" if end.addresses and end.addresses[0].port else ""
    host = shortened(end.host_name, HOST_LETTERS) if end.host_name else None
    begins_as = "idle" if seen else "established"
    return Lifeline(side, end.role, host, f"{known_as(tunnel, side)}{port}", end.tunnel_id, begins_as)
