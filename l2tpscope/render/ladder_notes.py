"""The words above a drawn ladder and beside its rows, broken into lines."""

from typing import NamedTuple

from l2tpscope.render.escape import plain
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_tones import finding_tone
from l2tpscope.views.clock import counted
from l2tpscope.views.details import shortened
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.layout import acknowledged_words, again_words, amounts
from l2tpscope.views.rows import Calm, Row, Rung

PITCH = 16.0
"""From line to line, in pixels."""


class Note(NamedTuple):
    """A line in one of the colours of render/svg.py; harmless already."""

    text: str
    tone: str


def headlines(ladder: Ladder) -> list[Note]:
    """What stands above the ladder, not broken yet: the tunnel, how it is, PPP of its sessions, its findings."""
    over = f"{'UDP' if ladder.transport == 'udp' else 'IP'}{', inside IPsec' if ladder.encrypted else ''}"
    only = f"session {ladder.session} only" if ladder.session else counted(ladder.sessions, "session")
    before = "; it began before the capture" if not ladder.beginning_seen else ""
    told = [
        (f"Tunnel {ladder.tunnel}  {ladder.name}", "ink"),
        (f"L2TPv{ladder.version} over {over}, {ladder.state}, {only}{before}", "mute"),
        *((shortened(line), "mute") for line in ladder.ppp_lines),
        *(
            (f"[{number}] {finding.rule}: {shortened(finding.summary)}", finding_tone(finding.severity))
            for number, finding in ladder.findings
        ),
    ]
    return [Note(plain(text), tone) for text, tone in told]


def notes(row: Row, letters: int) -> list[Note]:
    """What stands beside a row: what it says, repeats, what it acknowledges, what is odd about it; folded data."""
    if isinstance(row, Calm) and row.traffic is not None:
        return wrapped([Note("data " + "  ".join(amounts(row.traffic)), "mute")], letters)
    if not isinstance(row, Rung):
        return []
    told = [
        (row.text, "ink"),
        (again_words(row), "odd"),
        (f"acknowledges {acknowledged_words(row)}" if row.acknowledges else "", "mute"),
        *((f"! {mark}", "odd") for mark in row.marks),
    ]
    return wrapped([Note(text, tone) for text, tone in told if text], letters)


def wrapped(told: list[Note], letters: int) -> list[Note]:
    """Lines of at most so many letters."""
    return [Note(line, tone) for text, tone in told for line in Ink().wrapped(text, letters)]
