"""Rung, Missing, Phase, Traffic, Quiet, Calm, Omitted: the rows that a ladder is made of."""

from dataclasses import dataclass
from typing import NamedTuple

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import PppFrame, Side
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.wire.message import ControlMessage

Content = ControlMessage | PppFrame | IcmpError


class Entered(NamedTuple):
    """A state that a side (None: both) enters: of the control connection, or of a session.

    As in "established"; of PPP in a session "LCP opened".
    """

    side: Side | None
    state: str
    session: str | None = None

    @property
    def text(self) -> str:
        """With the session before it: "1.1 established"."""
        return f"{self.session} {self.state}" if self.session else self.state


class Again(NamedTuple):
    """A transmission of a message that was sent before, `step_ns` after the transmission before it."""

    ref: FrameRef
    time_ns: int
    step_ns: int


ECHO = "LCP Echo"
"""Echo-Requests and -Replies of LCP alike."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A message with all its transmissions, drawn as an arrow from its sender to the other side.

    ref, time_ns  of the first transmission; last_ns: of the last one
    kind          "control", "zlb", "ppp", "icmp"
    label         "SCCRQ", "LCP Configure-Request"; numbers: "Ns=2 Nr=1", else ""
    content       what the first transmission holds
    session       index "1.2", or None
    concerns      the sessions to which it matters: its own, those whose messages it acknowledges; None: all of them
    text          what it says, one line of bounded length, else ""
    acknowledges  names of the messages that this is the first captured acknowledgment of
    unanswered    no acknowledgment, or no answer of PPP, was captured, ever
    late          a message of the same side with a later Ns was captured before it
    again         the repeats of it (of a PPP request that is itself a repeat, it as well)
    count         transmissions in all
    marks         defects, irregularities, copies, needless repeats, in words
    states        what is entered with it
    findings      numbers of the findings whose evidence this is, the gravest first
    """

    ref: FrameRef
    time_ns: int
    last_ns: int
    sender: Side
    kind: str
    label: str
    content: Content | None = None
    numbers: str = ""
    session: str | None = None
    concerns: tuple[str, ...] | None = None
    text: str = ""
    acknowledges: tuple[str, ...] = ()
    unanswered: bool = False
    late: bool = False
    again: tuple[Again, ...] = ()
    count: int = 1
    marks: tuple[str, ...] = ()
    states: tuple[Entered, ...] = ()
    findings: tuple[int, ...] = ()

    @property
    def is_calm(self) -> bool:
        """An everyday keepalive: nothing about it needs to be seen."""
        remarkable = self.marks or self.states or self.findings or self.again or self.unanswered or self.late
        return not remarkable and (self.label == "HELLO" or self.kind == "zlb" or self.label.startswith(ECHO))


@dataclass(frozen=True, slots=True)
class Missing:
    """Messages that were sent and not captured, from Ns `first` to `last`; `ref` and times: of what gives them away."""

    ref: FrameRef
    time_ns: int
    last_ns: int
    sender: Side
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Phase:
    """PPP of a session enters a phase (RFC 1661 3.2) with frame `ref`: "Establish", "Authenticate", and so on."""

    ref: FrameRef
    time_ns: int
    last_ns: int
    session: str
    name: str


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


Row = Rung | Missing | Phase | Traffic | Quiet | Calm | Omitted
