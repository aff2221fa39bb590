"""The message ladder in the terminal: what tunnel it is, its rows, what the signs mean; at most 80 columns."""

from collections.abc import Iterator

from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_lines import LadderLines, tone_of
from l2tpscope.views.clock import counted
from l2tpscope.views.details import shortened
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.layout import legend


def ladder_text(ladder: Ladder, ink: Ink, capture: str = "CAPTURE") -> str:
    """The ladder as text ending in a newline; `capture` is named in the commands that it suggests."""
    return "\n".join(line.rstrip() for line in _lines(ladder, ink, capture)) + "\n"


def _lines(ladder: Ladder, ink: Ink, capture: str) -> Iterator[str]:
    page = LadderLines(ladder, ink)
    yield from _title(ladder, ink)
    yield ""
    yield from page.heads()
    for line in page.lines:
        yield from page.drawn(line)
    yield from _foot(ladder, ink, capture)


def _title(ladder: Ladder, ink: Ink) -> Iterator[str]:
    over = f"{'UDP' if ladder.transport == 'udp' else 'IP'}{', inside IPsec' if ladder.encrypted else ''}"
    only = f", session {ladder.session} only" if ladder.session else f", {counted(ladder.sessions, 'session')}"
    yield ink.paint(ink.fit(f"Tunnel {ladder.tunnel}  {ladder.name}", ink.width), "bold")
    yield ink.clean(f"L2TPv{ladder.version} over {over}, {ladder.state}{only}")
    if not ladder.beginning_seen:
        yield "It began before the capture: its set-up was not seen."
    yield from (line for told in ladder.ppp_lines for line in ink.wrapped(shortened(told), ink.width))
    for number, finding in ladder.findings:
        for line in ink.wrapped(f"[{number}] {finding.rule}: {shortened(finding.summary)}", ink.width):
            yield ink.paint(line, tone_of(finding))


def _foot(ladder: Ladder, ink: Ink, capture: str) -> Iterator[str]:
    if shown := legend(ladder):
        yield ""
        yield from (ink.paint(line, "dim") for line in ink.wrapped("; ".join(shown), ink.width))
    if ladder.omitted:
        yield from ("", f"{counted(ladder.omitted, 'row')} left out. The rest:")
        yield ink.clean(f"  l2tpscope ladder {capture} -t {ladder.tunnel} --all")
        if ladder.sessions > 1:
            yield ink.clean(f"  l2tpscope ladder {capture} -s {ladder.tunnel}.1")
