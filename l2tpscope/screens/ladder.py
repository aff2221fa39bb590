"""The screen of a ladder: the messages of a tunnel between its two sides, as `ladder` draws them."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from l2tpscope.capture.block import FrameRef
from l2tpscope.live.events import PENDING
from l2tpscope.render.ladder_lines import LadderLines, tone_of
from l2tpscope.rules.finding import Finding
from l2tpscope.screens.look import Chosen
from l2tpscope.screens.message import MessagePage
from l2tpscope.screens.page import Page
from l2tpscope.screens.painted import Painted, cut_to, letters
from l2tpscope.screens.rows import Drawing, Rows
from l2tpscope.screens.viewed import Viewed
from l2tpscope.views.clock import counted
from l2tpscope.views.details import shortened
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.layout import Times
from l2tpscope.views.nearest import nearest
from l2tpscope.views.pulse import so_far
from l2tpscope.views.rows import Row, Rung

NOTE_LINES = 2


class LadderPage(Page):
    """A ladder that grows with its tunnel. `at`: the frame to begin at; else the top, of what still grows the end."""

    KEYS = "Enter message  e evidence  o session  t time  s save  / search  Esc back  ? help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "evidence(1)", show=False),
        Binding("E", "evidence(-1)", show=False),
        Binding("o", "session", show=False),
    ]

    def __init__(self, viewed: Viewed, tunnel: str, at: FrameRef | None = None) -> None:
        super().__init__(viewed)
        self.chosen, self.at = Chosen(tunnel), at
        self.ladder: Ladder | None = None
        self.note, self.heads = Painted("note"), Painted("heads")
        self._drawn: LadderLines | None = None
        self._pieces: list[list[str]] = []

    def body(self) -> tuple[Widget, ...]:
        """The ends above, what is to be said of the row below."""
        return self.heads, self.rows, self.note

    def chosen_tunnel(self) -> str:
        """That of the ladder."""
        return self.chosen.tunnel

    def refill(self) -> None:
        """Draw the ladder anew; one whose tunnel is gone stays as it was."""
        look, is_first = self.viewed.look, self.ladder is None
        self.viewed.chosen = self.chosen
        tunnel, shown = look.tunnel(self.chosen.tunnel), look.ladder(self.chosen)
        if tunnel is None or shown is None:
            self.say("This tunnel is no longer in memory; what was seen of it last is shown.")
            return
        self.ladder = shown
        self._draw(shown)
        if self.at is not None:
            copied = (one.duplicate_of.ref for one in tunnel.transmissions if one.ref == self.at and one.duplicate_of)
            self._go_to(shown, next(copied, self.at))
        elif is_first and look.is_live and tunnel.end is None:
            self.rows.go(len(shown.rows) - 1)

    def _draw(self, shown: Ladder) -> None:
        ink = self.ink
        drawn = LadderLines(shown, ink, self.viewed.times)
        pieces = self._drawn_pieces(drawn)
        self.title_lines.show([ink.paint(ink.fit(_title(shown), ink.width), "bold")])
        self.heads.show(drawn.heads())
        self.rows.fill(
            Drawing(
                count=len(pieces),
                lines=pieces.__getitem__,
                key=lambda row: _key(shown.rows[row]),
                words=lambda row: _words(pieces[row], shown.rows[row]),
                heights=tuple(map(len, pieces)),
                follows=True,
            )
        )

    def _drawn_pieces(self, drawn: LadderLines) -> list[list[str]]:
        """Each row drawn; those that a ladder that grows had before are as they were."""
        known = self._drawn.lines if self._drawn is not None and self._drawn.looks_like(drawn) else []
        kept = [
            piece if line == was else drawn.drawn(line)
            for line, was, piece in zip(drawn.lines, known, self._pieces, strict=False)
        ]
        self._drawn, self._pieces = drawn, kept + [drawn.drawn(line) for line in drawn.lines[len(kept) :]]
        return self._pieces

    def _go_to(self, shown: Ladder, ref: FrameRef) -> None:
        self.at = None
        place, is_own = nearest(shown, ref)
        if place is None:
            self.say(f"Frame {shown.frame_name(ref)} has no row in this ladder.")
            return
        self.rows.go(place)
        if not is_own:
            self.say(f"Frame {shown.frame_name(ref)} has no row of its own; this is the nearest.")

    def on_rows_moved(self, _: Rows.Moved) -> None:
        """Tell the findings of the row under the cursor in full, else how PPP of its session went."""
        if self.ladder is None or not self.ladder.rows:
            return
        ink, row = self.ink, self.ladder.rows[min(self.rows.cursor, len(self.ladder.rows) - 1)]
        numbers = row.findings if isinstance(row, Rung) else ()
        named = [(number, finding) for number, finding in self.ladder.findings if number in numbers]
        told: list[str] = []
        for number, finding in named[:NOTE_LINES]:
            text = ink.wrapped(f"[{number}] {self._said(finding)}", ink.width)
            room = 1 if len(named) > 1 else NOTE_LINES
            told += [ink.paint(line, tone_of(finding)) for line in cut_to(room, text, ink)]
        told = told or self._told_of_session(getattr(row, "session", None))
        rule = ink.drawable("─")
        position = f"{rule * 2} row {self.rows.position}, times {_times(self.viewed.times)} "
        told = (told + [""] * NOTE_LINES)[:NOTE_LINES]
        self.note.show([ink.paint(position + rule * (ink.width - len(position)), "dim"), *told])

    def _said(self, finding: Finding) -> str:
        """Rule and summary; of what is not decided yet, what it waits for and how long."""
        each = (one.waiting for one in self.viewed.look.happenings if one.waiting is not None)
        waiting = next((one for one in each if one.tunnel.name == self.chosen.tunnel), None)
        if finding.rule == PENDING and waiting is not None:
            return f"likely: {waiting.text}; {waiting.left} until its sender gives up"
        if finding.rule == PENDING and self.viewed.look.is_live:
            return f"likely, if no answer comes: {so_far(finding.summary)}"
        return f"{finding.rule}: {shortened(finding.summary)}"

    def _told_of_session(self, session: str | None) -> list[str]:
        ppp = self.ladder.ppp if self.ladder is not None else ()
        text = next((f"PPP in {line.index}: {line.text}" for line in ppp if line.index == session), "")
        return cut_to(NOTE_LINES, self.ink.wrapped(shortened(text), self.ink.width), self.ink) if text else []

    def on_rows_opened(self, _: Rows.Opened) -> None:
        """Open the message."""
        row = self.ladder.rows[self.rows.cursor] if self.ladder else None
        if self.ladder is not None and isinstance(row, Rung):
            self.app.push_screen(MessagePage(self.viewed, self.ladder, row, self.chosen))
        else:
            self.say("This row is no message.")

    def action_evidence(self, step: int) -> None:
        """The next message on which a finding rests, or the one before."""
        rows = self.ladder.rows if self.ladder else ()
        for away in range(1, len(rows) + 1):
            place = (self.rows.cursor + step * away) % len(rows)
            row = rows[place]
            if isinstance(row, Rung) and row.findings:
                self.rows.go(place)
                return
        self.say("No finding rests on a message of this ladder.")

    def action_session(self) -> None:
        """Only the session of the row under the cursor; then all of them again."""
        row = self.ladder.rows[self.rows.cursor] if self.ladder and self.ladder.rows else None
        index = getattr(row, "session", None)
        if self.chosen.session:
            self.chosen = Chosen(self.chosen.tunnel)
        elif index:
            self.chosen = Chosen(self.chosen.tunnel, int(index.rpartition(".")[2]))
        else:
            self.say("This row belongs to no session: choose one that does.")
            return
        self.refill()


def _title(shown: Ladder) -> str:
    over = f"{'UDP' if shown.transport == 'udp' else 'IP'}{', inside IPsec' if shown.encrypted else ''}"
    only = f"session {shown.session} only" if shown.session else counted(shown.sessions, "session")
    begun = "" if shown.beginning_seen else ", begun before the capture"
    return f"Tunnel {shown.tunnel}  {shown.name}  {shown.state}, L2TPv{shown.version} over {over}, {only}{begun}"


def _times(times: Times) -> str:
    told = {Times.ABSOLUTE: "of day (UTC)", Times.DELTA: "since the row before"}
    return told.get(times, "since the tunnel's first frame")


def _key(row: Row) -> tuple[str, int, object]:
    return type(row).__name__, row.time_ns, getattr(row, "ref", None)


def _words(lines: list[str], row: Row) -> str:
    """What is drawn, and what was cut off there."""
    rest = f"\n{row.label} {row.numbers} {row.text} {' '.join(row.marks)}" if isinstance(row, Rung) else ""
    return ("\n".join(letters(line) for line in lines) + rest).casefold()
