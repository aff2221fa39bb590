"""Finding, Evidence, Severity, Confidence, Kind: what a rule says, and on which frames it rests."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from l2tpscope.capture.block import FrameRef


class Severity(StrEnum):
    """fatal: no service. drop: service was lost. degraded: it works badly. posture: security. info: worth knowing."""

    FATAL = "fatal"
    DROP = "drop"
    DEGRADED = "degraded"
    POSTURE = "posture"
    INFO = "info"


class Confidence(StrEnum):
    """stated: a peer said so. deduced: the frames allow nothing else. likely: absence and timing. possible: a guess."""

    STATED = "stated"
    DEDUCED = "deduced"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Evidence(NamedTuple):
    """A frame and what it shows."""

    ref: FrameRef
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one tunnel (or of the capture).

    attempts    indexes (1-based) of the attempts that it explains or concerns
    tunnel      index of the tunnel (1-based) or None; session: "1.2" or None
    summary     what happened, one sentence; cause: the most likely reason; remedy: what to do
    look_alikes what else it could be, and what would tell
    reference   RFC and section
    occurrences how often it was seen in this tunnel
    """

    rule: str
    severity: Severity
    confidence: Confidence
    summary: str
    cause: str
    remedy: str
    look_alikes: tuple[str, ...]
    reference: str
    evidence: tuple[Evidence, ...]
    attempts: tuple[int, ...] = ()
    tunnel: int | None = None
    session: str | None = None
    occurrences: int = 1
    root_cause: bool = False
