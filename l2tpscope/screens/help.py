"""The screen of keys."""

from l2tpscope.screens.page import Page
from l2tpscope.screens.rows import Drawing

HELP = (
    "Everywhere",
    "  ↑ ↓ PgUp PgDn Home End   move; also k j, Space, g G",
    "  Enter                    open what the cursor is on",
    "  Esc                      back",
    "  /                        search; n next, N the one before",
    "  t                        time: since the start, since the row before, of day",
    "  r                        write the report now (reports/NAME.html)",
    "  s                        save the tunnel, with what came before (saved/NAME.pcapng)",
    "  ?                        this page",
    "  q                        quit",
    "",
    "Tunnels",
    "  / TEXT                   only tunnels that hold it: host, address, ID, user,",
    "                           state, cause; Esc shows all again",
    "  f                        only tunnels with failed calls, or all",
    "  1 to 9                   sort by this column, again: the other way round",
    "  0                        failed calls first, then as captured",
    "  Tab                      from tunnels to findings and back",
    "",
    "Findings",
    "  Enter                    the finding; there, Enter leads to its evidence",
    "  ●                        live: the latest that came",
    "  12 s left                live: asked again in vain; then its sender gives up",
    "",
    "Ladder",
    "  e, E                     next message on which a finding rests, the one before",
    "  o                        only the session of this row, or all",
    "",
    "Message",
    "  [ ]                      message before, message after",
    "",
    "Signs",
    "  ✗ failed calls, or died   ✓ up   ◌ setting up   · closed",
    "  In ladders: ✗ no acknowledgment or answer captured; \u00d73 sent 3 times;",
    "  ┄ PPP inside the session; [1] evidence of finding 1",
)


class HelpPage(Page):
    """What each key does."""

    def refill(self) -> None:
        """Draw it."""
        ink = self.ink
        lines = [ink.paint(ink.drawable(line), "" if line.startswith(" ") else "bold") for line in HELP]
        self.title_lines.show([ink.paint("Keys", "bold")])
        self.rows.fill(Drawing(len(lines), lambda row: [lines[row]], lambda row: row, lambda row: HELP[row].casefold()))
