"""The layout of a ladder that all its forms share: each row with its times, and both lifelines beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from l2tpscope.conversation.model import Side
from l2tpscope.views.clock import SECOND, counted, duration, octets, offset, seconds, time_of_day
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.rows import Calm, Missing, Omitted, Phase, Quiet, Row, Rung, Traffic

STEPS_TOLD, REPEATS_LISTED = 12, 50
"""Repeats whose time to the one before is told in a line, and those that are listed one by one."""
AT_ONCE_NS = SECOND // 10
"""Sooner than any timer for retransmissions (RFC 2661 5.8: 1 s)."""


class Times(StrEnum):
    """What the time of a row counts from: the tunnel's start, 1970 (a time of day), or the row before."""

    RELATIVE = "relative"
    ABSOLUTE = "absolute"
    DELTA = "delta"


@dataclass(frozen=True, slots=True)
class Line:
    """A row in its place.

    since    time since the first frame of the tunnel, as in "61.090"; or of day, "14:30:07.090"; "" if only steps count
    step     time since the row before, as in "1.6 ms"; "" where there is none
    states   of initiator and recipient beside the row: those that they enter with it, if any
    silent   the side of which no acknowledgment or answer came, or None
    """

    row: Row
    since: str
    step: str
    states: dict[Side, str]
    silent: Side | None = None


def lines(ladder: Ladder, times: Times = Times.RELATIVE) -> Iterator[Line]:
    """The rows of a ladder from the top."""
    states = {end.side: end.begins_as for end in ladder.lifelines}
    before: Row | None = None
    for row in ladder.rows:
        silent = None
        if isinstance(row, Rung):
            states = states | {one.side: one.state for one in row.states if one.side and one.session == ladder.session}
            silent = row.sender.other if row.unanswered else None
        yield Line(row, _since(row, ladder, times), _step(before, row), states, silent)
        before = before if isinstance(row, Phase | Missing) else row


def _since(row: Row, ladder: Ladder, times: Times) -> str:
    if times is Times.DELTA:
        return ""
    return time_of_day(row.time_ns) if times is Times.ABSOLUTE else offset(row.time_ns - ladder.start_ns)


def _step(before: Row | None, row: Row) -> str:
    """Counted from the end of the row before, or from its beginning where both overlap."""
    if before is None or isinstance(row, Phase | Missing):
        return ""
    reached = before.last_ns if before.last_ns <= row.time_ns else before.time_ns
    return duration(row.time_ns - reached) if row.time_ns > reached else ""


def entered_by(rung: Rung, side: Side) -> list[str]:
    """The states that a side enters with a message."""
    return [entered.text for entered in rung.states if entered.side is side]


def entered_by_both(rung: Rung) -> list[str]:
    """The states that both sides enter together: what opens in PPP."""
    return [entered.text for entered in rung.states if entered.side is None]


def end_names(ladder: Ladder) -> tuple[str, str]:
    """Initiator and recipient in a word: "LAC" and "LNS"; where no role is known, or both have the same, those."""
    first, second = (end.role or end.side.value for end in ladder.lifelines)
    return (first, second) if first != second else (Side.INITIATOR.value, Side.RECIPIENT.value)


def direction(ladder: Ladder, sender: Side) -> str:
    """As in "LAC to LNS"."""
    first, second = end_names(ladder)
    return f"{first} to {second}" if sender is Side.INITIATOR else f"{second} to {first}"


def again_words(rung: Rung) -> str:
    """As in "again after 1 2 4 8 s", or of what came at once "again after 22 µs, 3 ms"; "" for what was sent once."""
    if not rung.again:
        return ""
    steps = [one.step_ns for one in rung.again[:STEPS_TOLD]]
    more = " ..." if len(rung.again) > STEPS_TOLD else ""
    if min(steps) < AT_ONCE_NS:
        return f"again after {', '.join(map(duration, steps))}{more}"
    return f"again after {' '.join(map(seconds, steps))}{more} s"


def acknowledged_words(rung: Rung) -> str:
    """As in "ICRQ, ICCN"; "" for what acknowledges nothing."""
    return ", ".join(dict.fromkeys(rung.acknowledges))


def gap_words(row: Quiet | Calm | Omitted | Phase | Missing) -> str:
    """What stands in place of an arrow."""
    span = duration(row.last_ns - row.time_ns)
    match row:
        case Quiet():
            return f"{span} quiet"
        case Calm():
            counts = ", ".join(f"{name} \u00d7{count}" for name, count in row.counts)
            return f"{span}: {counts}"
        case Omitted():
            return f"{counted(row.rows, 'row')} left out"
        case Phase():
            return f"PPP {row.name}"
        case Missing():
            return f"Ns={row.first}{f' to {row.last}' if row.last != row.first else ''} not captured"


def amounts(row: Traffic) -> list[str]:
    """What each side sent, where it sent anything: "→ 12 packets, 3 kB", "← 1 packet, 98 B"."""
    both = (("→", row.initiator), ("←", row.recipient))
    return [f"{sign} {counted(number, 'packet')}, {octets(size)}" for sign, (number, size) in both if number]


def legend(ladder: Ladder) -> list[str]:
    """The signs that this ladder uses, with what they mean."""
    rungs = [row for row in ladder.rows if isinstance(row, Rung)]
    signs = (
        ("✗ no acknowledgment or answer captured", any(rung.unanswered for rung in rungs)),
        ("\u00d73 sent 3 times", any(rung.count > 1 for rung in rungs)),
        ("┄ PPP inside the session", any(rung.kind == "ppp" for rung in rungs)),
        ("· sent, not captured", any(isinstance(row, Missing) for row in ladder.rows)),
        ("[1] evidence of finding 1", any(rung.findings for rung in rungs)),
    )
    return [text for text, is_used in signs if is_used]
