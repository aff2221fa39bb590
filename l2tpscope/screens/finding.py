"""The screen of a finding: what happened, why, what to do; its frames lead to their rows in the ladder."""

from collections.abc import Iterator

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Tunnel
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_lines import tone_of
from l2tpscope.rules.finding import Finding
from l2tpscope.screens.ladder import LadderPage
from l2tpscope.screens.page import Page
from l2tpscope.screens.painted import letters
from l2tpscope.screens.rows import Drawing, Rows
from l2tpscope.screens.viewed import Viewed
from l2tpscope.views.details import shortened
from l2tpscope.views.happening import Happening

LABEL = 15


class FindingPage(Page):
    """A finding; the cursor begins on its first frame of evidence."""

    KEYS = "Enter show the frame in the ladder  / search  Esc back  ? help  q quit"

    def __init__(self, viewed: Viewed, shown: Happening, finding: Finding) -> None:
        super().__init__(viewed)
        self.shown, self.finding = shown, finding
        self.refs: list[FrameRef | None] = []

    def chosen_tunnel(self) -> str | None:
        """That of which the finding speaks, else that of the frame under the cursor."""
        tunnel = self._tunnel(self.refs[self.rows.cursor] if self.refs else None)
        return tunnel.name if tunnel is not None else None

    def refill(self) -> None:
        """Draw the finding as it stands now; one that no longer stands stays as it was."""
        self.shown = self.viewed.finding(self.shown.key) or self.shown
        self.finding = self.shown.finding or self.finding
        ink, finding = self.ink, self.finding
        told = list(self._told(ink))
        is_first = not self.refs
        self.refs = [ref for _, ref in told]
        words = [letters(line).casefold() for line, _ in told]
        title = f"[{self.shown.number}] {finding.rule}: {finding.severity}" + (
            ", a root cause" if finding.root_cause else ""
        )
        self.title_lines.show([ink.paint(ink.fit(title, ink.width), "bold")])
        self.rows.fill(Drawing(len(told), lambda row: [told[row][0]], lambda row: row, words.__getitem__))
        if is_first:
            self.rows.go(next((place for place, ref in enumerate(self.refs) if ref), 0))

    def _told(self, ink: Ink) -> Iterator[tuple[str, FrameRef | None]]:
        finding = self.finding
        for label, text in (("What happened", finding.summary), ("Why", finding.cause)):
            yield from self._paragraph(ink, label, text, tone_of(finding) if label != "Why" else "")
        yield ink.paint("Evidence", "bold"), None
        for ref, why in finding.evidence:
            capture = f"{ref.capture + 1}:" if len(self.viewed.analysis.conversation.captures) > 1 else ""
            yield ink.fit(f"  frame {capture}{ref.frame}: {why}", ink.width), ref
        yield from self._paragraph(ink, "What to do", finding.remedy)
        for number, text in enumerate(finding.look_alikes):
            yield from self._paragraph(ink, "" if number else "What else", text)
        times = f"; seen {finding.occurrences:,} times" if finding.occurrences > 1 else ""
        yield from self._paragraph(ink, "How sure", f"{finding.confidence}{times}; {finding.reference}")

    def _paragraph(self, ink: Ink, label: str, text: str, tone: str = "") -> Iterator[tuple[str, None]]:
        for number, line in enumerate(ink.wrapped(shortened(text, 1_600), ink.width - LABEL)):
            head = f"{'' if number else label:<{LABEL}}"
            yield ink.paint(head, "bold") + ink.paint(line, tone), None

    def on_rows_opened(self, _: Rows.Opened) -> None:
        """Show the frame under the cursor, else the first, in its ladder."""
        ref = self.refs[self.rows.cursor] or next((ref for ref in self.refs if ref), None)
        tunnel = self._tunnel(ref)
        if tunnel is None:
            self.say("This finding rests on no frame of a tunnel.")
        else:
            self.app.push_screen(LadderPage(self.viewed, tunnel.name, ref))

    def _tunnel(self, ref: FrameRef | None) -> Tunnel | None:
        """The tunnel to which a frame belongs, else the one of which the finding speaks."""
        tunnels = self.viewed.analysis.conversation.tunnels
        own = [tunnel for tunnel in tunnels if tunnel.index == self.finding.tunnel]
        holding = (one for one in (*own, *tunnels) if any(sent.ref == ref for sent in one.transmissions))
        return next(holding, own[0] if own else None)
