"""The lines of the lower pane: findings, who waits for how long, notes."""

from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_lines import tone_of
from l2tpscope.rules.finding import Finding, Severity
from l2tpscope.views.clock import time_of_day
from l2tpscope.views.details import shortened
from l2tpscope.views.happening import Happening
from l2tpscope.views.waiting import Waiting

SIGNS = {Severity.FATAL: "✗", Severity.DROP: "✗", Severity.DEGRADED: "!"}
ONE_LINE = 200
"""Letters of a summary, more than fit."""
CLOCK, NEWEST = 8, "●"


def told(shown: Happening, ink: Ink) -> str:
    """One line; what came last has a dot."""
    text, tone = _text(shown)
    if shown.waiting is not None:
        when = f"{shown.waiting.left:>{CLOCK}}   "
    elif shown.time_ns is not None:
        when = f"{time_of_day(shown.time_ns)[:CLOCK]:>{CLOCK}} {NEWEST if shown.is_new else ' '} "
    else:
        when = ""
    return ink.paint(ink.fit(when + text, ink.width), tone)


def words(shown: Happening) -> str:
    """What a search looks at."""
    return _text(shown)[0].casefold()


def concerns(shown: Happening) -> int | None:
    """Index of the tunnel, None for all."""
    if shown.waiting is not None:
        return shown.waiting.tunnel.index
    return shown.finding.tunnel if shown.finding is not None else None


def _text(shown: Happening) -> tuple[str, str]:
    """The words and their style."""
    match shown:
        case Happening(finding=Finding() as finding):
            sign = "✗" if finding.root_cause else SIGNS.get(finding.severity, "·")
            about = f"session {finding.session}" if finding.session else _tunnel(finding.tunnel)
            parts = (f"{sign} [{shown.number}] {finding.rule}", about, shortened(finding.summary, ONE_LINE))
            return "  ".join(filter(None, parts)), tone_of(finding)
        case Happening(waiting=Waiting() as one):
            about = f"session {one.session.index}" if one.session is not None else _tunnel(one.tunnel.index)
            return f"◌ likely  {about}  {shortened(one.text, ONE_LINE)}", "yellow"
    return f"! {shortened(shown.note, ONE_LINE)}", "odd"


def _tunnel(index: int | None) -> str:
    return f"tunnel {index}" if index else ""
