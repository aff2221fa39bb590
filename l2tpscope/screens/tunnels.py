"""The first screen: the verdict, all tunnels in a table that can be sorted and filtered, and the findings."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from l2tpscope.render.escape import cells
from l2tpscope.render.ink import Ink
from l2tpscope.rules.finding import Finding
from l2tpscope.screens.finding import FindingPage
from l2tpscope.screens.happenings import concerns, told, words
from l2tpscope.screens.ladder import LadderPage
from l2tpscope.screens.page import Page
from l2tpscope.screens.painted import Painted, cut_to
from l2tpscope.screens.rows import Drawing, Rows
from l2tpscope.screens.tunnel_columns import columns, head, row, widths
from l2tpscope.screens.viewed import Viewed
from l2tpscope.views.glances import Glance
from l2tpscope.views.happening import Happening
from l2tpscope.views.layout import Times
from l2tpscope.views.summary import Tone
from l2tpscope.views.waiting import Waiting

TONES = {Tone.BAD: "bad", Tone.ODD: "odd", Tone.OPEN: "yellow", Tone.GOOD: "good"}
TIMES = {
    Times.RELATIVE: "times from the capture's start",
    Times.DELTA: "times until the capture's end",
    Times.ABSOLUTE: "times of day (UTC)",
}
MOST_FINDINGS, VERDICT_LINES, REMARK_LINES, LEAST_NAME = 6, 2, 2, 16
"""Lines of the pane of findings, of the verdict, of what was left out; columns of a name."""


class TunnelsPage(Page):
    """Tunnels above, findings below; both follow the filter."""

    KEYS = "Enter open  / filter  f failed  1-9 sort  Tab pane  s save  r report  ? help  q"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "failed", show=False),
        Binding("tab,shift+tab", "other_pane", show=False),
        *(Binding(str(number), f"sort({number})", show=False) for number in range(10)),
    ]

    def __init__(self, viewed: Viewed) -> None:
        super().__init__(viewed)
        self.heads, self.line, self.pane = Painted("heads"), Painted("line"), Rows("findings")
        self.failed_only, self.sort = False, (0, False)
        self.glances: list[Glance] = []
        self.happenings: list[Happening] = []

    def body(self) -> tuple[Widget, ...]:
        """Table and pane, each with a line above."""
        return self.heads, self.rows, self.line, self.pane

    def chosen_tunnel(self) -> str | None:
        """That under the cursor of the pane with the keys."""
        if not self.pane.has_focus:
            return self.glances[self.rows.cursor].key if self.glances else None
        index = concerns(self.happenings[self.pane.cursor]) if self.happenings else None
        return self.viewed.analysis.conversation.tunnels[index - 1].name if index else None

    def refill(self) -> None:
        """Draw both anew; the cursors stay where they are, by name."""
        self.viewed.chosen = None
        self._choose()
        self._draw_title()
        self._draw_tunnels()
        self._draw_happenings()

    def _choose(self) -> None:
        """What passes the filter, in the order that is asked for."""
        wanted = self.sought.casefold()
        shown = (
            [one for one in self.viewed.look.glances.each if wanted in one.words]
            if wanted
            else [*self.viewed.look.glances.each]
        )
        if self.failed_only:
            shown = [one for one in shown if one.failed]
        known = columns(self.viewed, self.size.width)
        number, downward = self.sort
        if 0 < number <= len(known):
            shown.sort(key=known[number - 1].order, reverse=downward)
        elif downward:
            shown.reverse()
        self.glances = shown
        kept = {one.tunnel.index for one in shown}
        is_filtered = bool(wanted) or self.failed_only
        self.happenings = [one for one in self.viewed.look.happenings if not is_filtered or concerns(one) in kept]

    def _draw_title(self) -> None:
        ink, look = self.ink, self.viewed.look
        name = ink.fit(self.viewed.captures, max(ink.width - len(look.heading) - 2, LEAST_NAME))
        self.title_lines.show(
            [
                ink.paint(name, "bold") + "  " + ink.fit(look.heading, ink.width - cells(name) - 2),
                ink.fit(look.glances.tally, ink.width),
                *self._verdict(ink),
                *(ink.paint(ink.fit(f"! {remark}", ink.width), "odd") for remark in look.remarks[-REMARK_LINES:]),
                *([ink.paint(ink.fit(self.viewed.ended, ink.width), "bold")] if self.viewed.ended else []),
            ]
        )

    def _verdict(self, ink: Ink) -> list[str]:
        look, tone = self.viewed.look, TONES.get(self.viewed.look.tone, "")
        if look.is_live and not look.analysis.conversation.counts.frames:
            return ["Waiting for the first frame."] if not self.viewed.ended else []
        told = ink.wrapped(look.headline, ink.width)
        return [ink.paint(line, tone) for line in cut_to(VERDICT_LINES, told, ink)]

    def _draw_tunnels(self) -> None:
        ink, viewed, shown = self.ink, self.viewed, self.glances
        known = columns(viewed, ink.width)
        room = widths(known, ink.width)
        self.heads.show([head(known, room, ink, self.sort)])
        self.rows.fill(
            Drawing(
                count=len(shown),
                lines=lambda number: [row(shown[number], viewed, known, room, ink)],
                key=lambda number: shown[number].key,
                words=lambda number: shown[number].words,
            )
        )

    def _draw_happenings(self) -> None:
        shown, ink = self.happenings, self.ink
        self.pane.styles.height = min(len(shown), MOST_FINDINGS, max(self.size.height // 3, 1))
        is_live = self.viewed.look.is_live
        if is_live and not self.pane.has_focus:
            self.pane.cursor = 0
        self.pane.fill(
            Drawing(
                count=len(shown),
                lines=lambda number: [told(shown[number], ink)],
                key=lambda number: 0 if is_live and not self.pane.has_focus else shown[number].key,
                words=lambda number: words(shown[number]),
            )
        )

    def on_rows_moved(self, _: Rows.Moved) -> None:
        """Say where both cursors are."""
        ink, rule = self.ink, self.ink.drawable("─")
        chosen = [f"holding {ink.clean(self.sought)!r}"] if self.sought else []
        chosen += ["with failed calls"] if self.failed_only else []
        tunnels = f"tunnel {self.rows.position} {' '.join(chosen)}".rstrip() + f", {TIMES[self.viewed.times]}"
        findings = f"finding {self.pane.position}" if self.happenings else "no findings"
        told = ink.fit(f"{rule * 2} {tunnels} {rule * 2} {findings} ", ink.width)
        self.line.show([ink.paint(told + rule * (ink.width - len(told)), "dim")])

    def on_rows_opened(self, _: Rows.Opened) -> None:
        """Open the ladder of the tunnel, or what has happened."""
        if not self.pane.has_focus:
            self.app.push_screen(LadderPage(self.viewed, self.glances[self.rows.cursor].key))
            return
        match self.happenings[self.pane.cursor]:
            case Happening(finding=Finding() as finding) as shown:
                self.app.push_screen(FindingPage(self.viewed, shown, finding))
            case Happening(waiting=Waiting() as waiting):
                self.app.push_screen(LadderPage(self.viewed, waiting.tunnel.name, waiting.ref))
            case Happening(note=note):
                self.say(note)

    def seek(self, text: str) -> None:
        """Show only what holds this."""
        self.sought = text
        self.refill()

    def action_back(self) -> None:
        """All tunnels again; there is no screen before this one."""
        self.failed_only = False
        self.prompt.value = ""
        self.leave_prompt()
        self.seek("")

    def action_failed(self) -> None:
        """Only tunnels with failed calls, or all."""
        self.failed_only = not self.failed_only
        self.refill()

    def action_sort(self, number: int) -> None:
        """By this column; again: the other way round."""
        if number > len(columns(self.viewed, self.size.width)):
            self.say(f"There is no column {number} on a screen of this width.")
            return
        by, downward = self.sort
        self.sort = (number, not downward if number == by else False)
        self.refill()

    def action_other_pane(self) -> None:
        """From tunnels to findings and back."""
        if self.pane.has_focus or not self.happenings:
            self.rows.focus()
        else:
            self.pane.focus()
