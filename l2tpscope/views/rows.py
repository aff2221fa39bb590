"""Rung, Traffic, Quiet, Calm, Omitted: the rows that a ladder is made of."""

from dataclasses import dataclass

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Side

ECHO = "LCP Echo"
"""Echo-Requests and -Replies of LCP alike."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One frame, or a run of transmissions of one message, drawn as an arrow from its sender to the other side.

    kind          "control", "zlb", "ppp", "icmp"
    label         "SCCRQ", "LCP Configure-Request"; numbers: "Ns=2 Nr=1", else ""
    session       index "1.2", or None
    text          what it says, one line, else ""
    acknowledges  names of the messages that this is the first captured acknowledgment of
    unanswered    no acknowledgment of it was captured, ever
    again         frames and times since the transmission before, of the repeats in this run
    count         transmissions in this run
    marks         defects, irregularities, late or repeated frames, in words
    states        (side, "established") as they change here; a session's: (side, "1.1 established")
    findings      numbers of the findings whose evidence this is
    """

    ref: FrameRef
    time_ns: int
    last_ns: int
    sender: Side
    kind: str
    label: str
    numbers: str = ""
    session: str | None = None
    text: str = ""
    acknowledges: tuple[str, ...] = ()
    unanswered: bool = False
    again: tuple[tuple[FrameRef, int], ...] = ()
    count: int = 1
    marks: tuple[str, ...] = ()
    states: tuple[tuple[Side, str], ...] = ()
    findings: tuple[int, ...] = ()

    @property
    def is_calm(self) -> bool:
        """An everyday keepalive: nothing about it needs to be seen."""
        remarkable = self.marks or self.states or self.findings or self.again or self.unanswered
        return not remarkable and (self.label == "HELLO" or self.kind == "zlb" or self.label.startswith(ECHO))


@dataclass(frozen=True, slots=True)
class Traffic:
    """Data messages between two rungs: (packets, L2TP payload octets) that each side sent."""

    time_ns: int
    last_ns: int
    initiator: tuple[int, int] = (0, 0)
    recipient: tuple[int, int] = (0, 0)
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """A stretch without any frame of this tunnel."""

    time_ns: int
    last_ns: int


@dataclass(frozen=True, slots=True)
class Calm:
    """A stretch of everyday keepalives and data, folded: {"HELLO": 12, "ZLB": 12} and the data in it."""

    time_ns: int
    last_ns: int
    counts: tuple[tuple[str, int], ...]
    traffic: Traffic | None


@dataclass(frozen=True, slots=True)
class Omitted:
    """Rows left out because there are too many."""

    time_ns: int
    last_ns: int
    rows: int


Row = Rung | Traffic | Quiet | Calm | Omitted
