"""PppLink: what PPP inside a session amounts to: negotiations, authentication, echoes, endings (RFC 1661).

Only this room fills these objects; to rules and views they are read-only. Times are integer nanoseconds since 1970 UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from l2tpscope.conversation.model import SIDES, PppFrame, Side
from l2tpscope.wire.ppp.options import PppOption
from l2tpscope.wire.ppp.packet import PppPacket

MOST_REQUESTS = 512
"""Requests of one side and protocol that are kept one by one; a loop that goes on longer shows nothing new."""


@dataclass(slots=True, eq=False)
class Said:
    """One PPP control frame with what it says."""

    frame: PppFrame
    packet: PppPacket


@dataclass(slots=True, eq=False)
class Asked:
    """One Configure-Request (RFC 1661 5.1) with all its transmissions and what answered it.

    frames    the first transmission, then those that asked for the same again before it was answered
    options   what it asks for
    answer    the first Configure-Ack, -Nak or -Reject that its identifier matches, None where none was captured
    refused   the options in a Nak (with the values that the peer suggests) or a Reject
    again     frames that asked for the very same again although the answer was an Ack, and that was captured before
    spoilt    an Ack whose identifier or options are not those of the request, so that its sender must ignore it
    """

    frames: list[PppFrame]
    options: tuple[PppOption, ...]
    answer: PppFrame | None = None
    refused: tuple[PppOption, ...] = ()
    again: list[PppFrame] = field(default_factory=list)
    spoilt: PppFrame | None = None

    @property
    def first(self) -> PppFrame:
        """Its first transmission."""
        return self.frames[0]

    @property
    def is_acknowledged(self) -> bool:
        """True if the peer agreed to all of it."""
        return self.answer is not None and self.answer.code == 2  # noqa: PLR2004 - Configure-Ack

    @property
    def is_rejected(self) -> bool:
        """True if the peer knows some of the options not at all, or may not negotiate them."""
        return self.answer is not None and self.answer.code == 4  # noqa: PLR2004 - Configure-Reject

    @property
    def is_naked(self) -> bool:
        """True if the peer wants other values."""
        return self.answer is not None and self.answer.code == 3  # noqa: PLR2004 - Configure-Nak

    def option(self, type_: int) -> PppOption | None:
        """The first option of this type that it asks for."""
        return next((option for option in self.options if option.type == type_), None)

    def refusal(self, type_: int) -> PppOption | None:
        """The option of this type in the Nak or Reject."""
        return next((option for option in self.refused if option.type == type_), None)


@dataclass(slots=True, eq=False)
class Negotiator:
    """One side in the negotiation of one control protocol.

    state       of its automaton (RFC 1661 4.2) as far as the frames show it: "closed" before it said anything,
                "req-sent", "ack-rcvd", "ack-sent", "opened", "closing", "stopping", "stopped"; "starting" without LCP
    requests    what it asked for, in order
    agreed      the options of its request that the peer acknowledged last; None where none was acknowledged
    """

    state: str = "closed"
    requests: list[Asked] = field(default_factory=list)
    agreed: tuple[PppOption, ...] | None = None
    has_acknowledged: bool = False

    def option(self, type_: int) -> PppOption | None:
        """The option of this type that the peer acknowledged."""
        return next((option for option in self.agreed or () if option.type == type_), None)

    @property
    def sent(self) -> int:
        """How many Configure-Requests it sent, retransmissions included."""
        return sum(len(asked.frames) + len(asked.again) for asked in self.requests)


@dataclass(slots=True, eq=False)
class Negotiation:
    """One control protocol (LCP or an NCP) between the two sides.

    opened_ns      when both had first acknowledged each other's request, `opened` the frame that completed it
    reopened       Configure-Requests that began a new negotiation after it was open
    rejected       the LCP Protocol-Reject of this protocol, if there was one (RFC 1661 5.7)
    unasked        Terminate-Acks that answer no Terminate-Request
    """

    protocol: int
    sides: dict[Side, Negotiator] = field(default_factory=lambda: {side: Negotiator() for side in SIDES})
    first_ns: int = 0
    opened_ns: int | None = None
    opened: PppFrame | None = None
    is_open: bool = False
    reopened: list[PppFrame] = field(default_factory=list)
    rejected: PppFrame | None = None
    unasked: list[PppFrame] = field(default_factory=list)

    def requests(self) -> Iterator[tuple[Side, Asked]]:
        """What both sides asked for, first the initiator's."""
        return ((side, asked) for side, own in self.sides.items() for asked in own.requests)


@dataclass(slots=True, eq=False)
class Exchange:
    """One attempt of one side to prove who it is to the other.

    protocol       "PAP", "CHAP-MD5", "MS-CHAPv1", "MS-CHAPv2", "CHAP", "EAP-MD5", "EAP-TLS" and so on, "EAP"
    authenticator  the side that demands the proof
    peer_name      who the other claims to be, as sent; None where no frame says so
    server_name    how the authenticator calls itself in its challenge
    challenges, responses, verdict   frames; retransmissions included
    result         "success", "failure", "unanswered" (a response without a verdict), "refused" (its protocol, in
                   LCP); None while nothing is decided
    code, message  the number after E=, and the text, of the verdict
    retry          a further attempt may follow (R=1)
    names          methods of EAP that were offered, and those that the peer named in a Nak instead
    alert          a fatal TLS alert in words ("unknown_ca"), and the side that sent it
    verified       whether the proof fits the password that the user gave; None without one
    proved         whether the authenticator's own proof (MS-CHAPv2) fits it
    """

    protocol: str
    authenticator: Side
    peer_name: str | None = None
    server_name: str | None = None
    challenges: list[Said] = field(default_factory=list)
    responses: list[Said] = field(default_factory=list)
    verdict: Said | None = None
    result: str | None = None
    code: int | None = None
    message: str | None = None
    retry: bool = False
    offered: tuple[int, ...] = ()
    wanted: tuple[int, ...] = ()
    alert: str | None = None
    alerted_by: Side | None = None
    verified: bool | None = None
    proved: bool | None = None

    @property
    def frames(self) -> list[PppFrame]:
        """All its frames, in capture order."""
        said = [*self.challenges, *self.responses, *([self.verdict] if self.verdict is not None else [])]
        return sorted((one.frame for one in said), key=lambda frame: (frame.time_ns, frame.ref))

    @property
    def reply_ns(self) -> int | None:
        """From the last response to the verdict: how long the authenticator, or the RADIUS server behind it, took."""
        if self.verdict is None or not self.responses:
            return None
        return self.verdict.frame.time_ns - self.responses[-1].frame.time_ns


@dataclass(slots=True, eq=False)
class Echoes:
    """LCP Echo-Requests of one side (RFC 1661 5.8).

    rtts_ns    of those that were answered: (time, how many it stands for), see EchoRun
    unanswered the last ones in a row without an answer
    """

    sent: int = 0
    answered: int = 0
    rtts_ns: list[tuple[int, int]] = field(default_factory=list)
    unanswered: list[PppFrame] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Termination:
    """A Terminate-Request (RFC 1661 5.5).

    reason         its text, escaped, "" where there is none; for one of Windows, its error number in words
    windows_error  that number
    """

    frame: PppFrame
    protocol: int
    reason: str
    windows_error: int | None

    @property
    def sender(self) -> Side:
        """The side that terminates."""
        return self.frame.sender


@dataclass(slots=True, eq=False)
class PppLink:
    """PPP in one session, or in one link of a bundle.

    said          every control frame but LCP echoes, decoded, in capture order
    negotiations  by protocol number, in order of appearance
    exchanges     of authentication, in order; latest: the last of each family and authenticator
    echoes        LCP Echo-Requests by the side that sent them
    terminations  Terminate-Requests of LCP and the NCPs, in order, without retransmissions
    looped        a frame that its sender received back (RFC 1661 6.4), None where there is none
    identified    what each side says of itself (LCP Identification)
    bundle        what tells to which bundle it belongs (RFC 1990 5.1.3: names and Endpoint-Discriminators); None
    last_phase    the furthest that opened: "dead", "establish", "authenticate", "network" (RFC 1661 3.2)
    """

    said: list[Said] = field(default_factory=list)
    negotiations: dict[int, Negotiation] = field(default_factory=dict)
    exchanges: list[Exchange] = field(default_factory=list)
    latest: dict[tuple[str, Side], Exchange] = field(default_factory=dict)
    echoes: dict[Side, Echoes] = field(default_factory=lambda: {side: Echoes() for side in SIDES})
    terminations: list[Termination] = field(default_factory=list)
    looped: PppFrame | None = None
    identified: dict[Side, list[str]] = field(default_factory=lambda: {side: [] for side in SIDES})
    bundle: tuple[str, ...] | None = None
    last_phase: str = "dead"

    def opened(self, protocol: int) -> int | None:
        """When this protocol opened first, None if it never did."""
        negotiation = self.negotiations.get(protocol)
        return negotiation.opened_ns if negotiation is not None else None

    @property
    def termination(self) -> Termination | None:
        """The first Terminate-Request of LCP."""
        return next((one for one in self.terminations if one.protocol == 0xC021), None)  # noqa: PLR2004
