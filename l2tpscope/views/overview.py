"""The timeline of the whole capture as values: set-ups, failures and teardowns, data, and tunnels as rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Attempt, Conversation, Session, Tunnel
from l2tpscope.views.axis import Axis, linear
from l2tpscope.views.clock import counted, duration, instant
from l2tpscope.views.lanes import control_lane
from l2tpscope.views.marks import interval
from l2tpscope.views.rates import portions_of_all, rates
from l2tpscope.views.spread import spread
from l2tpscope.views.strips import Counts, Lane, Lanes, Strip, Timeline
from l2tpscope.views.timeline import ONE_WAY, is_grave
from l2tpscope.views.unanswered import heard_until

TUNNELS_SHOWN = 300
BINS = 60
UNKNOWN = "no cause found"


def overview(analysis: Analysis) -> Timeline:
    """The timeline of the whole capture: tunnels that failed first, by their root cause; then the others, by time."""
    conversation = analysis.conversation
    axis = linear(conversation.first_ns, conversation.last_ns)
    groups = [*_groups(analysis)]
    strips: list[Strip] = [*_histograms(conversation, axis)]
    data = rates(portions_of_all(conversation.tunnels), axis)
    strips += [] if data is None else [data]
    strips += _lanes(analysis, groups)
    lasted = duration(conversation.last_ns - conversation.first_ns)
    return Timeline(
        title=f"{counted(len(conversation.tunnels), 'tunnel')} in {lasted}",
        description=" ".join(_told(conversation, strips, groups)),
        axis=axis,
        zero_ns=axis.begin_ns,
        strips=tuple(strips),
        notes=(*_explained(strips), *((ONE_WAY,) if conversation.one_direction else ())),
    )


def _explained(strips: list[Strip]) -> Iterator[str]:
    """What is counted in the intervals."""
    if any(isinstance(strip, Counts) for strip in strips):
        yield "Set-ups and teardowns are those of tunnels and of calls."


@dataclass(frozen=True, slots=True)
class _Group:
    """Tunnels that failed of the same cause, or that did not fail, by time."""

    heading: str
    tunnels: list[Tunnel]
    failed: bool

    def told(self, shown: int) -> str:
        """How many there are, and how many of them are drawn."""
        count = counted(len(self.tunnels), "tunnel")
        drawn = f", {shown} of them drawn" if shown < len(self.tunnels) else ""
        return f"{self.heading}, {count}{drawn}" if self.heading or drawn else ""


def _groups(analysis: Analysis) -> Iterator[_Group]:
    """Those of each root cause, in the order of the findings; then without one; then what did not fail."""
    causes = {
        attempt.tunnel.index: _cause(analysis, attempt)
        for attempt in analysis.conversation.attempts[::-1]
        if attempt.failed
    }
    groups: dict[str | None, list[Tunnel]] = {}
    for tunnel in sorted(analysis.conversation.tunnels, key=lambda one: one.first_ns):
        groups.setdefault(causes.get(tunnel.index), []).append(tunnel)
    others = groups.pop(None, [])
    for cause in dict.fromkeys([*(finding.rule for finding in analysis.findings), UNKNOWN]):
        if cause in groups:
            yield _Group(f"Failed, {cause}", groups[cause], failed=True)
    if others:
        yield _Group("No call failed" if groups else "", others, failed=False)


def _cause(analysis: Analysis, attempt: Attempt) -> str:
    number = analysis.root_causes.get(attempt.index)
    return UNKNOWN if number is None else analysis.findings[number - 1].rule


def _lanes(analysis: Analysis, groups: list[_Group]) -> Iterator[Lanes]:
    """As many tunnels of each group as can be drawn: small ones whole, of large ones some, from all of the time."""
    numbers = _numbers(analysis)
    for group, shown in zip(groups, _shares([len(group.tunnels) for group in groups]), strict=True):
        chosen = spread(group.tunnels, shown)
        lanes = (_lane(analysis, tunnel, numbers.get(tunnel.index, ()), failed=group.failed) for tunnel in chosen)
        yield Lanes(group.told(shown), tuple(lanes))


def _shares(sizes: list[int]) -> list[int]:
    """How many of each group are drawn: what small ones leave over goes to larger ones."""
    shares, room = [0] * len(sizes), TUNNELS_SHOWN
    ranked = sorted(range(len(sizes)), key=lambda at: sizes[at])
    for done, at in enumerate(ranked):
        shares[at] = min(sizes[at], max(room // (len(sizes) - done), 1))
        room -= shares[at]
    return shares


def _lane(analysis: Analysis, tunnel: Tunnel, numbers: Sequence[int], *, failed: bool) -> Lane:
    conversation = analysis.conversation
    span = conversation.first_ns, conversation.last_ns
    lane = control_lane(tunnel, span, heard_until(conversation, tunnel))
    name, anchor = f"{tunnel.index} · {tunnel.name}", f"t{tunnel.index}"
    return replace(lane, name=name, failed=failed, anchor=anchor, numbers=tuple(numbers))


def _numbers(analysis: Analysis) -> dict[int | None, list[int]]:
    """The numbers of the findings that hurt, by tunnel."""
    numbers: dict[int | None, list[int]] = {}
    for number, finding in enumerate(analysis.findings, 1):
        if is_grave(finding):
            numbers.setdefault(finding.tunnel, []).append(number)
    return numbers


def _histograms(conversation: Conversation, axis: Axis) -> Iterator[Counts]:
    """Calls and tunnels that came up, calls that failed, calls and tunnels that were ended, in each interval."""
    width = interval(axis.begin_ns, axis.end_ns, BINS)
    sessions = (session for tunnel in conversation.tunnels for session in tunnel.sessions)
    both: list[Tunnel | Session] = [*conversation.tunnels, *sessions]
    up = [one.established_ns for one in both if one.established_ns is not None]
    failed = [attempt.ended_ns for attempt in conversation.attempts if attempt.failed]
    down = [one.end.time_ns for one in both if one.end is not None]
    for name, moments, grave in (("set-ups", up, False), ("calls failed", failed, True), ("teardowns", down, False)):
        if moments:
            yield _histogram(name, moments, axis, width, grave=grave)


def _histogram(name: str, moments: list[int], axis: Axis, width: int, *, grave: bool) -> Counts:
    slots = Counter((max(moment, axis.begin_ns) - axis.begin_ns) // width for moment in moments)
    begin = axis.begin_ns
    intervals = tuple((begin + slot * width, begin + (slot + 1) * width, slots[slot]) for slot in sorted(slots))
    words = f"{len(moments):,}, at most {max(slots.values()):,} in {duration(width)}"
    return Counts(name, intervals, words, grave)


def _told(conversation: Conversation, strips: list[Strip], groups: list[_Group]) -> Iterator[str]:
    yield f"{counted(len(conversation.tunnels), 'tunnel')} from {instant(conversation.first_ns)} on."
    for strip in strips:
        if isinstance(strip, Counts):
            yield f"{strip.name.capitalize()}: {strip.words}."
    for group in groups:
        if group.heading:
            yield f"{group.told(len(group.tunnels))}."
