"""The columns of the table of tunnels: what stands in each, how wide it is, and what it is sorted by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from l2tpscope.render.escape import padded
from l2tpscope.render.ink import Ink
from l2tpscope.screens.viewed import Viewed
from l2tpscope.views.clock import duration, offset, time_of_day
from l2tpscope.views.glances import SETTING_UP, Glance
from l2tpscope.views.layout import Times

SIGNS = {"up": "✓", SETTING_UP: "◌", "closed": "·"}
TONES = {"up": "green", SETTING_UP: "yellow", "closed": "dim"}
SHORT = {SETTING_UP: "set-up"}
RANKS = ("failed", "died", SETTING_UP, "up", "closed")
WIDE, WIDEST_NAME, CAUSE, SINCE = 110, 40, 24, 8
LAST = float("inf")


@dataclass(frozen=True, slots=True)
class Column:
    """title, width; `width` 0: what room there is. `order`: what rows are sorted by."""

    title: str
    width: int
    told: Callable[[Glance, Viewed], str]
    order: Callable[[Glance], Any]
    right: bool = False


def sign_of(glance: Glance) -> str:
    """A cross where calls failed or the tunnel died, else the sign of its state."""
    return "✗" if glance.failed else SIGNS.get(glance.state, "✗")


def tone_of(glance: Glance) -> str:
    """The style of its state."""
    return "red" if glance.failed else TONES.get(glance.state, "red")


def columns(viewed: Viewed, width: int) -> list[Column]:
    """Those that a screen of this width has room for."""
    shown = [
        Column("State", 8, _state, lambda one: (not one.failed, RANKS.index(one.state))),
        Column("LAC/initiator", 0, lambda one, _: one.end(one.left), lambda one: one.end(one.left).casefold()),
        Column("LNS/recipient", 0, lambda one, _: one.end(one.right), lambda one: one.end(one.right).casefold()),
        Column("IDs", 21 if width >= WIDE else 11, lambda one, _: one.ids, _ids),
        Column(
            "Sess", 5, lambda one, _: f"{len(one.tunnel.sessions):,}", lambda one: -len(one.tunnel.sessions), right=True
        ),
        Column("RTT", 6, _rtt, _slowest, right=True),
        Column("Again", 5, _again, lambda one: -one.counts.retransmissions, right=True),
        Column(_since_title(viewed.times), SINCE, _since, lambda one: one.since_ns, right=True),
    ]
    if width >= WIDE:
        shown.append(
            Column("Cause", CAUSE, lambda one, _: one.cause or "", lambda one: (one.cause is None, one.cause or ""))
        )
    return shown


def widths(shown: Sequence[Column], width: int) -> list[int]:
    """Of each column; names share what the others leave."""
    free = width - sum(column.width for column in shown) - (len(shown) - 1)
    names = sum(not column.width for column in shown)
    return [column.width or min(max(free // names, 1), WIDEST_NAME) for column in shown]


def head(shown: Sequence[Column], room: Sequence[int], ink: Ink, sort: tuple[int, bool]) -> str:
    """The titles; that of the column sorted by has an arrow."""
    by, downward = sort
    arrow = ink.drawable("▼" if downward else "▲")
    titles = [f"{arrow}{column.title}" if number == by else column.title for number, column in enumerate(shown, 1)]
    told = zip(titles, shown, room, strict=True)
    return ink.paint(" ".join(padded(title, size, right=column.right) for title, column, size in told), "bold")


def row(glance: Glance, viewed: Viewed, shown: Sequence[Column], room: Sequence[int], ink: Ink) -> str:
    """A tunnel as one painted line; names from the wire are made harmless."""
    cells = [
        padded(ink.fit(column.told(glance, viewed), size), size, right=column.right)
        for column, size in zip(shown, room, strict=True)
    ]
    return " ".join((ink.paint(cells[0], tone_of(glance)), *cells[1:]))


def _state(glance: Glance, _: Viewed) -> str:
    return f"{sign_of(glance)} {SHORT.get(glance.state, glance.state)}"


def _ids(glance: Glance) -> list[int]:
    return [glance.tunnel.ends[side].tunnel_id or 0 for side in (glance.left, glance.right)]


def _rtt(glance: Glance, _: Viewed) -> str:
    median = glance.counts.round_trips.median_ns
    return "-" if median is None else duration(median)


def _slowest(glance: Glance) -> float:
    median = glance.counts.round_trips.median_ns
    return LAST if median is None else -median


def _again(glance: Glance, _: Viewed) -> str:
    return f"{glance.counts.retransmissions:,}" if glance.counts.retransmissions else "-"


def _since_title(times: Times) -> str:
    return "For" if times is Times.DELTA else "Since"


def _since(glance: Glance, viewed: Viewed) -> str:
    """When the state began: the time of day, from the capture's start, or how long before its end."""
    conversation = viewed.analysis.conversation
    if viewed.times is Times.ABSOLUTE:
        return time_of_day(glance.since_ns)[:8]
    if viewed.times is Times.DELTA:
        return _clock(conversation.last_ns - glance.since_ns)
    told = offset(glance.since_ns - conversation.first_ns)
    return told if len(told) <= SINCE else told.rpartition(".")[0]


def _clock(ns: int) -> str:
    """As in "00:31", "41:07", "1:02:03", "12d 4h"."""
    seconds = max(ns, 0) // 1_000_000_000
    hours, minutes = seconds // 3_600, seconds // 60 % 60
    if hours >= 100:  # noqa: PLR2004 - "100:00:00" is too wide
        return f"{hours // 24}d {hours % 24}h"
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes:02}:{seconds % 60:02}"
