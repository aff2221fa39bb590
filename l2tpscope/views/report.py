"""Everything that the report page shows, as values; how it looks is the template's business."""

from dataclasses import dataclass

from l2tpscope.analysis import Analysis
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import Counts, Tunnel
from l2tpscope.views.ladder import Ladder, chosen, ladder
from l2tpscope.views.summary import Summary, TunnelLine, summary
from l2tpscope.views.timeline import Timeline, overview, timeline

LADDERS, LADDER_ROWS, TUNNEL_ROWS = 4, 200, 200


@dataclass(frozen=True, slots=True)
class TunnelPicture:
    """A tunnel told in full: its ladder, its timeline, and the Wireshark display filter that shows all of it."""

    ladder: Ladder
    timeline: Timeline
    display_filter: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The page.

    tunnels   lines of the table, failing ones first, at most 200; hidden_tunnels: how many more there are
    overview  all tunnels on one axis; None for a single tunnel
    pictures  the first tunnel of each root cause, at most 4; else the first tunnel
    """

    summary: Summary
    counts: Counts
    captures: tuple[CaptureFacts, ...]
    tunnels: tuple[TunnelLine, ...]
    hidden_tunnels: int
    overview: Timeline | None
    pictures: tuple[TunnelPicture, ...]


def report_page(analysis: Analysis) -> ReportPage:
    """The page of an analysis."""
    told = summary(analysis)
    ranked = sorted(told.tunnels, key=lambda line: (not line.failed, line.index))
    return ReportPage(
        summary=told,
        counts=analysis.conversation.counts,
        captures=tuple(analysis.conversation.captures),
        tunnels=tuple(ranked[:TUNNEL_ROWS]),
        hidden_tunnels=max(len(ranked) - TUNNEL_ROWS, 0),
        overview=overview(analysis) if len(ranked) > 1 else None,
        pictures=tuple(_picture(analysis, tunnel) for tunnel in _exemplary(analysis, told)),
    )


def _exemplary(analysis: Analysis, told: Summary) -> list[Tunnel]:
    """The tunnels worth a ladder: one for each root cause, else the failing ones, else the first."""
    tunnels = analysis.conversation.tunnels
    indexes = dict.fromkeys(card.tunnel for card in told.causes if card.tunnel is not None)
    named = [tunnels[index - 1] for index in indexes]
    return (named or chosen(analysis))[:LADDERS]


def _picture(analysis: Analysis, tunnel: Tunnel) -> TunnelPicture:
    return TunnelPicture(ladder(analysis, tunnel, limit=LADDER_ROWS), timeline(analysis, tunnel), tunnel_filter(tunnel))


def tunnel_filter(tunnel: Tunnel) -> str:
    """A Wireshark display filter for a tunnel both ways; SCCRQ carries ID 0, so the assigned ID is looked for too."""
    addresses = [end.addresses[0].address for end in tunnel.ends.values() if end.addresses]
    ids = ", ".join(str(end.tunnel_id) for end in tunnel.ends.values() if end.tunnel_id is not None)
    parts = [f"{'ipv6' if ':' in address else 'ip'}.addr=={address}" for address in addresses]
    if ids:
        parts.append(f"(l2tp.tunnel in {{{ids}}} || l2tp.avp.assigned_tunnel_id in {{{ids}}})")
    return " && ".join(parts)
