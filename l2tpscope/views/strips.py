"""Strips: the rows of a timeline, one below the other on one axis, as values without colour or place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from l2tpscope.conversation.model import Side
from l2tpscope.views.axis import Axis


class Phase(StrEnum):
    """What a bar says of a control connection or a session for a time; of PPP the phase it was in (RFC 1661 3.2)."""

    BEFORE = "begun before the capture"
    SETTING_UP = "setting up"
    LCP = "LCP"
    AUTHENTICATION = "authentication"
    NETWORK = "network protocols"
    ESTABLISHED = "established"
    CLOSING = "closing"
    WAITING = "no answer"


@dataclass(frozen=True, slots=True)
class Bar:
    """One state for a time."""

    begin_ns: int
    end_ns: int
    phase: Phase


@dataclass(frozen=True, slots=True)
class Lane:
    """A named row of bars.

    ending    how it ended, as in "→ StopCCN 2/6"; "" while it lives
    failed    it, or a call in it, failed
    anchor    what it is called in the report, as in "t3" and "s3.1"
    numbers   of the findings that it is marked with
    """

    name: str
    bars: tuple[Bar, ...]
    ending: str = ""
    failed: bool = False
    anchor: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Lanes:
    """Lanes that belong together, under a heading or under none ("")."""

    heading: str
    lanes: tuple[Lane, ...]


class TickKind(StrEnum):
    """What a tick stands for."""

    MESSAGE = "message"
    ZLB = "acknowledgment only"
    AGAIN = "sent again"
    UNANSWERED = "never acknowledged"
    OPEN = "not acknowledged yet"
    PPP = "PPP"


@dataclass(frozen=True, slots=True)
class Tick:
    """A message, or `count` of one kind that stand so close that they are one tick."""

    time_ns: int
    kind: TickKind
    label: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Messages:
    """What one side sent."""

    sender: Side
    name: str
    ticks: tuple[Tick, ...]


class Outcome(StrEnum):
    """What became of a question: nobody can tell of the last ones before an end."""

    ANSWERED = "answered"
    UNANSWERED = "no answer captured"
    OPEN = "open at the end"


@dataclass(frozen=True, slots=True)
class Probe:
    """A question whether the other side is there; the time to the answer, None without one."""

    time_ns: int
    sender: Side
    outcome: Outcome
    answered_after_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Probes:
    """Keepalives of one kind from both sides, and what they amount to in words."""

    name: str
    probes: tuple[Probe, ...]
    words: str


@dataclass(frozen=True, slots=True)
class RoundTripTime:
    """A round trip time, where it began."""

    time_ns: int
    sender: Side
    took_ns: int
    label: str


@dataclass(frozen=True, slots=True)
class RoundTripTimes:
    """Round trip times of both sides, and what they amount to in words."""

    name: str
    samples: tuple[RoundTripTime, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Levels:
    """An amount over time for each side: (begin, end, amount) of each step.

    highest   of both sides, to scale by
    limits    what an amount should not go beyond, where that is known
    """

    name: str
    steps: Mapping[Side, tuple[tuple[int, int, float], ...]]
    highest: float
    words: str
    limits: Mapping[Side, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of something there were in each interval: (begin, end, number); empty intervals are left out."""

    name: str
    intervals: tuple[tuple[int, int, int], ...]
    words: str
    grave: bool = False


Strip = Lanes | Messages | Probes | RoundTripTimes | Levels | Counts


@dataclass(frozen=True, slots=True)
class Flag:
    """Where a finding has its first evidence."""

    time_ns: int
    number: int
    rule: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """One picture.

    description   what it shows, in sentences, for those who do not see it
    zero_ns       what times are relative to
    notes         sentences about what is not shown or not known
    """

    title: str
    description: str
    axis: Axis
    zero_ns: int
    strips: tuple[Strip, ...]
    flags: tuple[Flag, ...] = ()
    notes: tuple[str, ...] = ()
