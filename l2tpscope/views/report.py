"""Everything that the report page shows, as values; how it looks is the template's business."""

from dataclasses import dataclass
from itertools import islice

from l2tpscope.analysis import Analysis
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import Counts
from l2tpscope.rules.finding import Severity
from l2tpscope.views.calls import Call, calls
from l2tpscope.views.cards import Card
from l2tpscope.views.facts import TunnelFacts, tunnel_facts
from l2tpscope.views.filters import tunnel_filter
from l2tpscope.views.histogram import Histogram, histogram
from l2tpscope.views.ladder import Ladder, findings_by_tunnel, ladder
from l2tpscope.views.listed import ListedTunnel, listed
from l2tpscope.views.overview import overview
from l2tpscope.views.strips import Timeline
from l2tpscope.views.summary import Summary, summary
from l2tpscope.views.timeline import timeline
from l2tpscope.views.told import Told, told
from l2tpscope.views.trust import Check, checks

LADDERS, FEW, LADDER_ROWS = 16, 4, 200
HURTS = (Severity.FATAL, Severity.DROP, Severity.DEGRADED)


@dataclass(frozen=True, slots=True)
class TunnelPicture:
    """A tunnel told in full: both ends, its sessions, its ladder, its timeline, the display filter that shows it."""

    listed: ListedTunnel
    facts: TunnelFacts
    calls: tuple[Call, ...]
    ladder: Ladder
    timeline: Timeline
    display_filter: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The page.

    capture       the capture as it is typed in a command
    causes, symptoms, impairments, remarks   the cards of the summary, told in full; causes of most calls first
    tunnels       all of them, failing ones first; hidden_calls: sessions that are left out of them
    overview      all tunnels on one axis; None for a single tunnel
    pictures      those told in full: one for each root cause, then others with findings, at most 16 (see _exemplary)
    """

    summary: Summary
    capture: str
    counts: Counts
    captures: tuple[CaptureFacts, ...]
    histogram: Histogram | None
    causes: tuple[Told, ...]
    symptoms: tuple[Told, ...]
    impairments: tuple[Told, ...]
    remarks: tuple[Told, ...]
    tunnels: tuple[ListedTunnel, ...]
    hidden_calls: int
    overview: Timeline | None
    pictures: tuple[TunnelPicture, ...]
    checks: tuple[Check, ...]

    @property
    def cards(self) -> tuple[Told, ...]:
        """What stands first: why calls failed, and where none failed what works badly."""
        return self.causes or self.impairments

    @property
    def told(self) -> tuple[Told, ...]:
        """All cards, root causes first."""
        return (*self.causes, *self.symptoms, *self.impairments, *self.remarks)


def report_page(analysis: Analysis) -> ReportPage:
    """The page of an analysis."""
    verdict = summary(analysis)
    causes = sorted(verdict.causes, key=lambda card: -card.calls)
    rows, hidden = listed(analysis, verdict.tunnels)
    return ReportPage(
        summary=verdict,
        capture=verdict.capture,
        counts=analysis.conversation.counts,
        captures=tuple(analysis.conversation.captures),
        histogram=histogram(analysis),
        causes=tuple(told(analysis, card) for card in causes),
        symptoms=tuple(told(analysis, card) for card in verdict.symptoms),
        impairments=tuple(told(analysis, card) for card in verdict.impairments),
        remarks=tuple(told(analysis, card) for card in verdict.remarks),
        tunnels=rows,
        hidden_calls=hidden,
        overview=overview(analysis) if len(rows) > 1 else None,
        pictures=_pictures(analysis, causes, {row.line.index: row for row in rows}),
        checks=checks(analysis),
    )


def _pictures(analysis: Analysis, causes: list[Card], rows: dict[int, ListedTunnel]) -> tuple[TunnelPicture, ...]:
    among = findings_by_tunnel(analysis)
    tunnels = analysis.conversation.tunnels
    return tuple(
        TunnelPicture(
            listed=rows[index],
            facts=tunnel_facts(tunnels[index - 1]),
            calls=calls(tunnels[index - 1]),
            ladder=ladder(analysis, tunnels[index - 1], limit=LADDER_ROWS, among=among),
            timeline=timeline(analysis, tunnels[index - 1]),
            display_filter=tunnel_filter(tunnels[index - 1]),
        )
        for index in _exemplary(analysis, causes, rows)
    )


def _exemplary(analysis: Analysis, causes: list[Card], rows: dict[int, ListedTunnel]) -> list[int]:
    """The tunnels to tell in full: the first of each root cause, then others that failed or that a finding hurts.

    Where these are fewer than four, the first others, so that there is something to compare with.
    """
    wanted = [card.tunnel for card in causes]
    wanted += [index for index, row in rows.items() if row.line.failed]
    wanted += [found.tunnel for found in analysis.findings if found.severity in HURTS]
    known = [index for index in dict.fromkeys(wanted) if index in rows][:LADDERS]
    others = (index for index in rows if index not in known)
    return known + list(islice(others, max(FEW - len(known), 0)))
