"""Tunnel, Session, Transmission, Delivery, Attempt, Conversation: what the messages of a capture amount to.

Only this room fills these objects; to rules and views they are read-only. Times are integer nanoseconds since 1970 UTC.
"Side" is always one of a tunnel's two: the initiator sent the SCCRQ, the recipient answered it (RFC 2661 7.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from l2tpscope.capture.block import FrameRef
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.packet.datagram import FragmentCounts, IcmpError, LayerDefect
from l2tpscope.scan.datagram import Datagram
from l2tpscope.scan.flow import FlowRow
from l2tpscope.wire.inner import Segment
from l2tpscope.wire.message import ControlMessage

if TYPE_CHECKING:  # its types are made of those of this module
    from l2tpscope.conversation.echo_run import EchoRun
    from l2tpscope.conversation.link import PppLink

SECOND = 1_000_000_000


class Side(StrEnum):
    """One of the two ends of a tunnel."""

    INITIATOR = "initiator"
    RECIPIENT = "recipient"

    other: "Side"
    """The end across (an attribute, not a property: it is asked for several times a message)."""


Side.INITIATOR.other, Side.RECIPIENT.other = Side.RECIPIENT, Side.INITIATOR
SIDES = (Side.INITIATOR, Side.RECIPIENT)
"""Both, for loops: to iterate over an enum costs ten times as much as over a tuple."""


class Address(NamedTuple):
    """An IP address as text and a UDP port (0 over IP protocol 115)."""

    address: str
    port: int


ORDER = ("idle", "wait-ctl-reply", "wait-reply", "wait-ctl-conn", "wait-connect", "established")


RANK = {state: rank for rank, state in enumerate(ORDER)}


def lesser_state(one: str, other: str) -> str:
    """The state of both sides together: the lesser of those that have left "idle"."""
    if other in (one, "idle"):
        return one
    return other if one == "idle" or RANK[other] < RANK[one] else one


@dataclass(slots=True, eq=False)
class Transmission:
    """One captured copy of a control message, ZLB included.

    sender            the side that sent it
    tunnel, session   what it belongs to; the session only where header or AVPs name one
    time_ns           when it was captured (that of the datagram: asked for so often that it has a place of its own)
    delivery          the message of which this is a transmission; None for a ZLB and for duplicates of one
    retransmission_of the first transmission, of a retransmission; None of a duplicate
    duplicate_of      the transmission of which this is another copy of the very same datagram
    acknowledged_by   the first frame of the peer, after this one, whose Nr covers its Ns; None for a ZLB
    irregularities    legal octets at an illegal moment, in words with the RFC section
    """

    datagram: Datagram
    message: ControlMessage
    sender: Side
    tunnel: "Tunnel"
    time_ns: int
    session: "Session | None" = None
    delivery: "Delivery | None" = None
    retransmission_of: "Transmission | None" = None
    duplicate_of: "Transmission | None" = None
    acknowledged_by: "Transmission | None" = None
    irregularities: tuple[str, ...] = ()

    @property
    def ref(self) -> FrameRef:
        """The frame that holds it (the one that completes it, of fragments)."""
        return self.datagram.ref

    @property
    def is_first(self) -> bool:
        """True unless it repeats an earlier frame."""
        return self.retransmission_of is None and self.duplicate_of is None

    def precedes(self, other: "Transmission") -> bool:
        """True if it was captured before `other`: in one capture by frame number, in two by time."""
        if self.ref.capture == other.ref.capture:
            return self.ref < other.ref
        return (self.time_ns, self.ref) < (other.time_ns, other.ref)


@dataclass(slots=True, eq=False)
class Delivery:
    """One control message that uses up an Ns, with all its transmissions and its acknowledgment (RFC 2661 5.8).

    ns_unwrapped      Ns counted on past 65535, so that the deliveries of one side sort by it
    transmissions     the first and its retransmissions in capture order; duplicates stand apart
    acknowledged_by   the first frame from the peer, after the first transmission, whose Nr is beyond Ns; or None
    spurious          retransmissions sent although the acknowledgment was already captured
    out_of_order      first seen after a message of the same side with a later Ns
    peer_answered     the reply that this request calls for was captured (ICRQ: ICRP or CDN); None where none is due
    """

    sender: Side
    type: int | None
    ns: int
    ns_unwrapped: int
    transmissions: list[Transmission]
    duplicates: tuple[Transmission, ...] = ()
    acknowledged_by: Transmission | None = None
    spurious: tuple[Transmission, ...] = ()
    out_of_order: bool = False
    peer_answered: bool | None = None

    @property
    def first(self) -> Transmission:
        """The first transmission that was captured."""
        return self.transmissions[0]

    @property
    def last(self) -> Transmission:
        """The last transmission that was captured."""
        return self.transmissions[-1]

    @property
    def retransmissions(self) -> list[Transmission]:
        """All transmissions but the first."""
        return self.transmissions[1:]

    @property
    def rtt_ns(self) -> int | None:
        """First transmission to acknowledgment; None where retransmitted before it (Karn's rule) or unacknowledged."""
        if self.acknowledged_by is None:
            return None
        acknowledged = self.acknowledged_by.time_ns
        if len(self.transmissions) > 1 and self.transmissions[1].time_ns <= acknowledged:
            return None
        return acknowledged - self.first.time_ns


class StateChange(NamedTuple):
    """A step of one side's state machine (RFC 2661 7.2.1, 7.4, 7.5), as far as the capture shows it."""

    at: Transmission
    side: Side
    session: "Session | None"
    old: str
    new: str


@dataclass(slots=True, eq=False)
class Ending:
    """How a tunnel or session ended: the first StopCCN (CDN) of either side, or `message` None when it just died.

    gave_up      the sender sent it after giving up on its peer (or, message None, vanished so)
    error_message   octets of the Error Message as text, None where there is none
    byte_swapped    result and error code were sent in host byte order (Apple) and are normalised here
    disconnect_cause  the RFC 3145 AVP 46: (code, control protocol, direction, text), or None
    q931            (cause code, cause message, advisory text) of AVP 12, or None
    """

    sender: Side | None
    message: str | None
    time_ns: int
    transmission: Transmission | None = None
    result_code: int | None = None
    error_code: int | None = None
    error_message: str | None = None
    gave_up: bool = False
    byte_swapped: bool = False
    disconnect_cause: tuple[int, int, int, str] | None = None
    q931: tuple[int, int, str] | None = None

    @property
    def state(self) -> str:
        """What it left behind: "closed" by a message, or "dead" where the peer was given up."""
        return "closed" if self.message is not None and not self.gave_up else "dead"


@dataclass(slots=True, eq=False)
class TunnelEnd:
    """One end of a tunnel: what it said of itself and what was seen of it. `why` gives the ground of each guess.

    tunnel_id    that this end assigned; None if never learnt
    addresses    every (address, port) it sent control messages from, in order of appearance
    proof        its tunnel authentication: "none", "unchecked" ("verified" and "wrong-secret" need the secret)
    challenged   it sent a Challenge AVP; responded: it sent a Challenge Response AVP
    window       receive window size it announced, else 4 (RFC 2661 4.4.3)
    silent_since_ns  time of the last thing captured from it (control or data)
    """

    tunnel_id: int | None = None
    addresses: list[Address] = field(default_factory=list)
    role: str | None = None
    role_why: str = ""
    host_name: str | None = None
    vendor_name: str | None = None
    firmware_revision: int | None = None
    protocol_version: tuple[int, int] | None = None
    receive_window_size: int | None = None
    implementation: str | None = None
    implementation_why: str = ""
    state: str = "idle"
    proof: str = "none"
    challenged: bool = False
    responded: bool = False
    tie_breaker: bytes | None = None
    ttl: int | None = None
    last_seen_ns: int | None = None
    next_ns: int | None = None


@dataclass(slots=True, eq=False)
class DataCount:
    """Data messages that one side sent in one session (sums of its FlowRows).

    ppp          packets that were PPP control frames
    largest      octets of the largest IP packet inside, 0 where none was seen in plain
    octets       L2TP payload octets; missing, reordered, duplicated: None where no packet carried Ns
    sources      (address, port) they came from, destinations where they went
    """

    packets: int = 0
    octets: int = 0
    ppp: int = 0
    largest: int = 0
    first_ns: int | None = None
    last_ns: int | None = None
    sequenced: int = 0
    missing: int | None = None
    reordered: int | None = None
    duplicated: int | None = None
    sources: tuple[Address, ...] = ()
    destinations: tuple[Address, ...] = ()
    rows: tuple[FlowRow, ...] = ()

    @property
    def first_frame(self) -> FrameRef | None:
        """The frame of the earliest packet."""
        row = min(self.rows, key=lambda row: (row.first_ns, row.capture, row.first_frame), default=None)
        return FrameRef(row.capture, row.first_frame) if row is not None else None

    @property
    def last_frame(self) -> FrameRef | None:
        """The frame of the latest packet."""
        row = max(self.rows, key=lambda row: (row.last_ns, row.capture, row.last_frame), default=None)
        return FrameRef(row.capture, row.last_frame) if row is not None else None


NOTHING_SENT = DataCount()
NOBODY_SENT = dict.fromkeys(SIDES, NOTHING_SENT)
"""Shared by all that sent no data, so that a session without data costs no counts: see Session.counted."""


class PppFrame(NamedTuple):
    """One PPP control frame inside a session: enough to say which phase it belongs to.

    protocol  PPP protocol number (0xc021 LCP, ...); code, identifier of its header; octets from the code on
    has_address_control   FF 03 stands before the protocol (RFC 1662 3.1); False where it was left out
    fragments   the frames of the datagram that carried it where it came in several, else ()
    """

    ref: FrameRef
    time_ns: int
    sender: Side
    protocol: int
    code: int
    identifier: int
    octets: bytes
    source: Address
    has_address_control: bool = True
    fragments: tuple[FrameRef, ...] = ()


class InnerSegment(NamedTuple):
    """A TCP segment inside a session.

    outer        octets of the IP datagram that carried it, whole
    fragmented   that datagram travelled in fragments
    """

    ref: FrameRef
    time_ns: int
    sender: Side
    outer: int
    fragmented: bool
    segment: Segment


@dataclass(slots=True, eq=False)
class SentSegment:
    """Octets of a TCP connection with all their transmissions, each once however often it was captured.

    acknowledged_by   the first segment of the other direction that covers them, selectively too; or None
    """

    transmissions: list[InnerSegment]
    acknowledged_by: InnerSegment | None = None

    @property
    def first(self) -> InnerSegment:
        """The first transmission."""
        return self.transmissions[0]

    @property
    def last(self) -> InnerSegment:
        """The last transmission."""
        return self.transmissions[-1]

    @property
    def octets(self) -> int:
        """Of the inner IP packet."""
        return self.first.segment.octets


@dataclass(slots=True, eq=False)
class InnerFlow:
    """What one side sent of a TCP connection inside its session that was watched for full-size segments.

    sent   segments with data, in order of appearance
    """

    sender: Side
    source: Address
    destination: Address
    sent: list[SentSegment] = field(default_factory=list)

    @property
    def largest_acknowledged(self) -> SentSegment | None:
        """The segment in the largest IP packet that arrived."""
        arrived = (one for one in self.sent if one.acknowledged_by is not None)
        return max(arrived, key=lambda one: one.octets, default=None)


@dataclass(slots=True, eq=False)
class Session:
    """One call. IDs are those that each side assigned.

    call        "incoming" (ICRQ) or "outgoing" (OCRQ); None where the set-up was not captured
    requester   the side that sent ICRQ or OCRQ
    ppp, link   the PPP control frames in it, and what they amount to; None where there are none
    echo_runs   LCP echoes that are not among these frames, for they were answered as on any day
    phase       the furthest PPP phase that completed: None, "lcp", "authentication", "network"
    replied     an ICRP (OCRP) came back; connected: ICCN (OCCN) was sent
    closed_by_ppp  a PPP Terminate-Request was captured before the end
    syns        the first TCP SYNs inside; watched: TCP connections that send full-size segments, each direction
    """

    tunnel: "Tunnel"
    number: int
    requester: Side | None = None
    call: str | None = None
    ids: dict[Side, int | None] = field(default_factory=lambda: {Side.INITIATOR: None, Side.RECIPIENT: None})
    serial: int | None = None
    states: dict[Side, str] = field(default_factory=lambda: {Side.INITIATOR: "idle", Side.RECIPIENT: "idle"})
    opened_ns: int | None = None
    established_ns: int | None = None
    end: Ending | None = None
    transmissions: list[Transmission] = field(default_factory=list)
    sent: dict[Side, DataCount] = field(default_factory=lambda: NOBODY_SENT)
    ppp: list[PppFrame] = field(default_factory=list)
    echo_runs: list["EchoRun"] = field(default_factory=list)
    link: "PppLink | None" = None
    phase: str | None = None
    beginning_seen: bool = True
    attempt: "Attempt | None" = None
    syns: tuple[InnerSegment, ...] = ()
    watched: tuple[InnerFlow, ...] = ()

    @property
    def index(self) -> str:
        """Tunnel and number: "2.1" is the first session of the second tunnel."""
        return f"{self.tunnel.index}.{self.number}"

    @property
    def state(self) -> str:
        """Of both sides together, as the contract has it: "closed" and "dead" after the end."""
        if self.end is not None:
            return self.end.state
        return lesser_state(*self.states.values())

    def counted(self, side: Side) -> DataCount:
        """What this side sent, to be added to."""
        count = self.sent[side]
        if count is NOTHING_SENT:
            self.sent = {**self.sent, side: (count := DataCount())}
            if self.sent[side.other] is NOTHING_SENT:
                self.tunnel.talking.append(self)
        return count

    def deliveries(self) -> Iterator[Delivery]:
        """The control messages of this session, each once."""
        for transmission in self.transmissions:
            if transmission.is_first and transmission.delivery is not None:
                yield transmission.delivery


@dataclass(slots=True, eq=False)
class Tunnel:
    """One control connection with its sessions.

    index            1-based, by first frame
    transmissions    every captured control frame that belongs to it, in capture order
    unusual          those with a second look in store: header bits other than usual, defects, cut by the snap length
    talking          the sessions of which data messages were captured
    deliveries       each control message that uses an Ns once, per side, in order of Ns
    orphans          FlowRows of this tunnel whose session is not (any longer) one of `sessions`
    quotes           ICMP errors that quote this tunnel's datagrams
    duplicates       the transmissions that are another capture of an earlier datagram
    is_overtaken     some message was first captured after one of its side with a later Ns (a ZLB's counts)
    is_ahead         some Nr covers a message that was not captured before it
    not_captured     Ns (counted on) that each side must have sent, for later ones were seen or they were acknowledged
    gave_up          the side that stopped retransmitting something unacknowledged and gave up
    """

    index: int
    version: int
    transport: str = "udp"
    encrypted: bool = False
    reuse: int = 1
    ends: dict[Side, TunnelEnd] = field(
        default_factory=lambda: {Side.INITIATOR: TunnelEnd(), Side.RECIPIENT: TunnelEnd()}
    )
    initiator_known: bool = True
    beginning_seen: bool = True
    opened_ns: int | None = None
    established_ns: int | None = None
    first_ns: int = 0
    last_ns: int = 0
    end: Ending | None = None
    transmissions: list[Transmission] = field(default_factory=list)
    deliveries: dict[Side, list[Delivery]] = field(default_factory=lambda: {Side.INITIATOR: [], Side.RECIPIENT: []})
    unusual: list[Transmission] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    talking: list[Session] = field(default_factory=list)
    orphans: list[FlowRow] = field(default_factory=list)
    quotes: list[IcmpError] = field(default_factory=list)
    changes: list[StateChange] = field(default_factory=list)
    duplicates: list[Transmission] = field(default_factory=list)
    is_overtaken: bool = False
    is_ahead: bool = False
    not_captured: dict[Side, list[int]] = field(default_factory=lambda: {Side.INITIATOR: [], Side.RECIPIENT: []})
    gave_up: Side | None = None
    gave_up_ns: int | None = None
    restarted_as: "Tunnel | None" = None
    attempts: list["Attempt"] = field(default_factory=list)

    @property
    def initiator(self) -> TunnelEnd:
        """The end that sent the SCCRQ (or stands for it)."""
        return self.ends[Side.INITIATOR]

    @property
    def recipient(self) -> TunnelEnd:
        """The end that answered."""
        return self.ends[Side.RECIPIENT]

    @property
    def name(self) -> str:
        """ADDRESS:ID of the initiator, `?` for an unknown ID, `#2` for the second tunnel of that name."""
        end = self.initiator
        address = end.addresses[0].address if end.addresses else "?"
        shown = f"[{address}]" if ":" in address else address
        number = "?" if end.tunnel_id is None else str(end.tunnel_id)
        return f"{shown}:{number}" + (f"#{self.reuse}" if self.reuse > 1 else "")

    @property
    def state(self) -> str:
        """Of both sides together: the lesser of the two, or "closed" / "dead" after the end."""
        if self.end is not None:
            return self.end.state
        return lesser_state(self.initiator.state, self.recipient.state)

    def first(self, type_: int, sender: Side | None = None) -> Delivery | None:
        """The first delivery of this message type (from one side, or from either)."""
        found: Delivery | None = None
        for side, deliveries in self.deliveries.items():
            for delivery in deliveries if sender in (None, side) else ():
                if delivery.type == type_ and (found is None or delivery.first.precedes(found.first)):
                    found = delivery
        return found


@dataclass(slots=True, eq=False)
class Attempt:
    """One try for one call (contract, section 3).

    reached      the last phase completed: None, "tunnel", "session", "lcp", "authentication", "network"
    ended        "normal", "dropped", "still-up", "pending", or None where it never came up
    failed       it did not succeed and is not pending, or it was dropped
    """

    index: int
    tunnel: Tunnel
    session: Session | None
    reached: str | None
    succeeded: bool
    ended: str | None
    failed: bool
    started_ns: int
    ended_ns: int


@dataclass(slots=True)
class Counts:
    """Frames by kind over all captures; each frame counts once."""

    frames: int = 0
    l2tp_control: int = 0
    l2tp_data: int = 0
    l2f: int = 0
    ike: int = 0
    esp: int = 0
    icmp: int = 0
    other: int = 0
    undecodable: int = 0


@dataclass(slots=True, eq=False, weakref_slot=True)
class Conversation:
    """Everything the capture shows, joined: the only input of the rules.

    strays        data flows whose tunnel is unknown (candidates adopted by their port, RFC 2661 3.1)
    quotes        ICMP errors that quote L2TP but belong to no tunnel
    defects       of the layers below L2TP (fragments, lengths)
    last_ns       the last frame of the capture, of whatever kind: the end of what can be known
    one_direction every address pair was seen in one direction only
    watched       TCP connections inside sessions that were watched for full-size segments, of at most 64 a capture
    """

    captures: list[CaptureFacts]
    counts: Counts
    tunnels: list[Tunnel] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    strays: list[FlowRow] = field(default_factory=list)
    quotes: list[IcmpError] = field(default_factory=list)
    defects: list[LayerDefect] = field(default_factory=list)
    fragments: FragmentCounts = field(default_factory=FragmentCounts)
    first_ns: int = 0
    last_ns: int = 0
    one_direction: bool = False
    watched: int = 0
