"""All tunnels of a capture at a glance, each in one row that can be sorted and searched, and how many are up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Attempt, Side, Tunnel
from l2tpscope.views.clock import counted, duration, time_of_day
from l2tpscope.views.counting import ControlCounts, control_counts
from l2tpscope.views.ends import known_as
from l2tpscope.views.pulse import drops
from l2tpscope.views.subscriber import user_of

OUTCOMES = {"established": "up", "closed": "closed", "dead": "died"}
SETTING_UP = "setting up"


class Glance:
    """One tunnel.

    failed    its failed calls; state: "failed" where all have, else "up", "closed", "died", "setting up"
    cause     rule that explains the first of them, or None
    left      the LAC, where the roles are known, else the initiator; right: the other
    """

    def __init__(self, tunnel: Tunnel, attempts: Sequence[Attempt], analysis: Analysis) -> None:
        self.tunnel = tunnel
        self.failed = sum(attempt.failed for attempt in attempts)
        outcome = OUTCOMES.get(tunnel.state, SETTING_UP)
        self.state = "failed" if self.failed and self.failed == len(attempts) and outcome != "up" else outcome
        named = (analysis.root_causes.get(attempt.index) for attempt in attempts if attempt.failed)
        number = next((number for number in named if number), None)
        self.cause = analysis.findings[number - 1].rule if number else None
        swapped = tunnel.initiator.role == "LNS" and tunnel.recipient.role != "LNS"
        self.left, self.right = (Side.RECIPIENT, Side.INITIATOR) if swapped else (Side.INITIATOR, Side.RECIPIENT)

    @property
    def key(self) -> str:
        """What stays the same when the tunnel is analyzed anew."""
        return self.tunnel.name

    def end(self, side: Side) -> str:
        """Host name of an end, else its address."""
        return self.tunnel.ends[side].host_name or known_as(self.tunnel, side)

    @property
    def ids(self) -> str:
        """Both tunnel IDs, as in "4711/905"; "-" for one that nobody has seen."""
        numbers = (self.tunnel.ends[side].tunnel_id for side in (self.left, self.right))
        return "/".join("-" if number is None else str(number) for number in numbers)

    @cached_property
    def counts(self) -> ControlCounts:
        """Round trips and retransmissions, counted when they are first asked for."""
        return control_counts(self.tunnel)

    @property
    def since_ns(self) -> int:
        """When it came to be in this state."""
        if self.tunnel.end is not None:
            return self.tunnel.end.time_ns
        return self.tunnel.established_ns if self.tunnel.established_ns is not None else self.tunnel.first_ns

    @cached_property
    def words(self) -> str:
        """All that it can be found by, in small letters: number, name, hosts, addresses, IDs, users, state, cause."""
        tunnel, found = self.tunnel, [f"#{self.tunnel.index}", self.tunnel.name, self.state, self.cause or "", self.ids]
        for side, end in tunnel.ends.items():
            addresses = [known_as(tunnel, side), *(seen.address for seen in end.addresses)]
            found += [end.role or "", end.host_name or "", end.vendor_name or "", *addresses]
        for session in tunnel.sessions:
            numbers = [str(number) for number in session.ids.values() if number is not None]
            found += [session.index, user_of(session) or "", *numbers]
        return "\n".join(dict.fromkeys(found)).casefold()


@dataclass(frozen=True, slots=True)
class Glances:
    """each: the tunnels, those with failed calls first, then in the order of the capture."""

    each: tuple[Glance, ...]
    heading: str
    tally: str


def glances(analysis: Analysis) -> Glances:
    """The tunnels of an analysis, what stands above them, and how many are in which state."""
    tried: dict[int, list[Attempt]] = {}
    for attempt in analysis.conversation.attempts:
        tried.setdefault(attempt.tunnel.index, []).append(attempt)
    each = [Glance(one, tried.get(one.index, ()), analysis) for one in analysis.conversation.tunnels]
    return Glances(tuple(sorted(each, key=lambda one: not one.failed)), _heading(analysis), _tally(each))


def _heading(analysis: Analysis) -> str:
    """As in "14:29:07 to 14:41:48 UTC (12 min 41 s), 38,204 frames, drops unknown"."""
    conversation = analysis.conversation
    begin, end = conversation.first_ns, conversation.last_ns
    frames = counted(conversation.counts.frames, "frame")
    if not conversation.counts.frames:
        return frames
    return (
        f"{time_of_day(begin)[:8]} to {time_of_day(end)[:8]} UTC ({duration(end - begin)}), {frames}, {drops(analysis)}"
    )


def _tally(glances: Sequence[Glance]) -> str:
    """As in "412 tunnels: 407 up, 2 setting up, 3 closed; failed calls in 3; 28,911 sessions"."""
    states = Counter(one.state for one in glances)
    told = ", ".join(
        f"{states[name]:,} {name}" for name in ("failed", "up", SETTING_UP, "died", "closed") if states[name]
    )
    failing = sum(bool(one.failed) for one in glances)
    partly = f"; failed calls in {failing:,}" if failing != states["failed"] else ""
    sessions = counted(sum(len(one.tunnel.sessions) for one in glances), "session")
    return f"{counted(len(glances), 'tunnel')}{': ' if told else ''}{told}{partly}; {sessions}"
