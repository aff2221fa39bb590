"""What has happened in a live capture, the latest first: requests in vain, findings with their times, notes."""

from collections import deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from l2tpscope.analysis import Analysis
from l2tpscope.live.events import PENDING, Event, Kind, key_of
from l2tpscope.rules.finding import Finding
from l2tpscope.views.clock import SECOND
from l2tpscope.views.waiting import Waiting, waiting

MOST_NOTES, MOST_WAITING = 20, 200

OVERDUE_NS = 64 * SECOND
"""What stands so long lasts, though it was told of under another key, before some messages were forgotten."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line. Of finding, waiting and note it has one.

    key       what it stays known by in later looks
    time_ns   when it could first be said; None in a file, where all is said at once
    number    of the finding, from 1
    is_new    it came with the latest look that brought anything
    """

    key: Hashable
    time_ns: int | None = None
    number: int = 0
    finding: Finding | None = None
    waiting: Waiting | None = None
    note: str = ""
    is_new: bool = False


def finding_key(analysis: Analysis, finding: Finding) -> Hashable:
    """Rule and first frame of the tunnel: they stay, whatever else is numbered anew."""
    tunnels = analysis.conversation.tunnels
    return key_of(finding, tunnels[finding.tunnel - 1] if finding.tunnel is not None else None)


def found(analysis: Analysis) -> tuple[Happening, ...]:
    """The findings of a file, in their order."""
    findings = enumerate(analysis.findings, 1)
    return tuple(Happening(finding_key(analysis, one), number=number, finding=one) for number, one in findings)


class Happened:
    """Remembers when each finding was first told, and the last notes."""

    def __init__(self) -> None:
        self._told: dict[Hashable, int] = {}
        self._seen: dict[Hashable, int] = {}
        self._newest: frozenset[Hashable] = frozenset()
        self._notes: deque[tuple[int, str]] = deque(maxlen=MOST_NOTES)

    def after(self, events: Iterable[Event], analysis: Analysis) -> tuple[Happening, ...]:
        """All that stands after this look. Findings are those that were told: others may not last."""
        now_ns, fresh = analysis.conversation.last_ns, set[Hashable]()
        for event in events:
            if event.kind is Kind.NOTE:
                self._notes.append((event.time_ns, event.text))
                fresh.add((event.time_ns, event.text))
            elif event.kind is Kind.FINDING and event.finding is not None:
                key = key_of(event.finding, event.tunnel)
                fresh |= {key} - self._told.keys()
                self._told.setdefault(key, event.time_ns)
        standing = {one.key: one for one in found(analysis) if one.finding is not None and one.finding.rule != PENDING}
        self._seen = {key: self._seen.get(key, now_ns) for key in standing}
        overdue = {key: seen for key, seen in self._seen.items() if now_ns - seen >= OVERDUE_NS}
        self._told = {key: at_ns for key, at_ns in (overdue | self._told).items() if key in standing}
        self._newest = frozenset(fresh) or self._newest
        shown = [standing[key] for key in self._told]
        return (*map(_waits, waiting(analysis)[:MOST_WAITING]), *sorted(self._all(shown), key=_latest_first))

    def _all(self, told: Iterable[Happening]) -> Iterable[Happening]:
        for one in told:
            is_new = one.key in self._newest
            yield Happening(one.key, self._told[one.key], one.number, one.finding, is_new=is_new)
        for note in self._notes:
            yield Happening(note, note[0], note=note[1], is_new=note in self._newest)


def _waits(one: Waiting) -> Happening:
    return Happening(("waiting", one.ref), waiting=one)


def _latest_first(one: Happening) -> tuple[int, int]:
    return -(one.time_ns or 0), one.number
