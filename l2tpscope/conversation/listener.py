"""Listener: takes what was decoded, in time order, and ends with the Conversation that the rules judge."""

import sys
from collections.abc import Collection
from dataclasses import dataclass
from operator import attrgetter

from l2tpscope.capture.block import FrameRef
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.answers import settle_answers
from l2tpscope.conversation.attempts import attempts_of
from l2tpscope.conversation.bundles import settle_bundles
from l2tpscope.conversation.calls import Calls
from l2tpscope.conversation.endings import settle_endings
from l2tpscope.conversation.ends import settle_ends
from l2tpscope.conversation.flows import Flows, adopt_strays
from l2tpscope.conversation.inner import file_segments
from l2tpscope.conversation.joiner import Joiner
from l2tpscope.conversation.keepalives import Keepalives
from l2tpscope.conversation.links import settle_link
from l2tpscope.conversation.model import SIDES, Conversation, Counts, InnerSegment, Tunnel
from l2tpscope.conversation.phases import settle_phase
from l2tpscope.conversation.ppp_proofs import prove_link
from l2tpscope.conversation.quotes import settle_quotes
from l2tpscope.conversation.reliable import settle_deliveries
from l2tpscope.conversation.restarts import name_tunnels
from l2tpscope.conversation.states import settle_states
from l2tpscope.conversation.tunnel_proofs import prove_tunnel
from l2tpscope.packet.datagram import FragmentCounts, IcmpError, LayerDefect
from l2tpscope.scan.flow import FlowKey, FlowRow
from l2tpscope.secrets.known import Secrets

_ALL = sys.maxsize


@dataclass(slots=True)
class Counted:
    """What the scan counted rather than handed on, of all captures together.

    rows        of the data flows; first_ns, last_ns: of the first and the last frame of whatever kind
    watched     TCP connections of which frames were handed on
    """

    rows: list[FlowRow]
    counts: Counts
    fragments: FragmentCounts
    first_ns: int
    last_ns: int
    watched: int = 0


class Listener:
    """Collects messages in time order. `finish` may be called once; before that, `again` gives another to be finished.

    `secrets` are those that the user gave: what they prove goes into tunnels and sessions.
    `most_tunnels` are begun and no more, None for all there are.
    """

    def __init__(self, secrets: Secrets | None = None, most_tunnels: int | None = None) -> None:
        self._secrets = secrets
        self._most_tunnels = most_tunnels
        self.joiner = Joiner()
        self.control = self.joiner.add
        """A control message; with `adopt` False it must belong to a tunnel already known, else it yields None."""
        self._keepalives = Keepalives()
        self.ppp = self._keepalives.add
        """A PPP control frame in a data message of a flow."""
        self._inner: list[tuple[FlowKey, InnerSegment]] = []
        self._quotes: list[IcmpError] = []
        self._defects: list[LayerDefect] = []

    def inner(self, key: FlowKey, segment: InnerSegment) -> None:
        """A TCP segment in a data message of this flow."""
        self._inner.append((key, segment))

    def quote(self, error: IcmpError) -> None:
        """An ICMP error; it is kept if it quotes L2TP."""
        self._quotes.append(error)

    def defect(self, defect: LayerDefect) -> None:
        """Broken layers below L2TP."""
        self._defects.append(defect)

    @property
    def is_full(self) -> bool:
        """No more tunnels are to be begun."""
        return self._most_tunnels is not None and len(self.joiner.tunnels) >= self._most_tunnels

    @property
    def ppp_count(self) -> int:
        """How many PPP control frames are kept."""
        return self._keepalives.count

    @property
    def asides(self) -> int:
        """How many ICMP errors, or defects, whichever are more, are kept."""
        return max(len(self._quotes), len(self._defects))

    def ppp_refs(self) -> list[FrameRef]:
        """The PPP control frames that are kept, in the order of the capture."""
        return [frame.ref for _, frame in self._keepalives.frames]

    def again(
        self, without: Collection[FrameRef] = (), since_ns: int | None = None, most_asides: int = _ALL
    ) -> "Listener":
        """One that has heard the same of one capture: to be finished, or, `without` something, to listen on instead.

        without    frames of control messages and of PPP that it shall not have heard
        since_ns   what belongs to no tunnel, and TCP inside, counts only from then on
        most_asides  of ICMP errors, and of defects, only the latest
        """
        other = Listener(self._secrets, self._most_tunnels)
        sent = [t for tunnel in self.joiner.tunnels for t in tunnel.transmissions if t.datagram.ref not in without]
        for transmission in sorted(sent, key=_frame):
            other.control(transmission.datagram, transmission.message)
        if without:
            self._keepalives.forget(without)
        other._keepalives, other.ppp = self._keepalives, self.ppp
        other._inner, other._quotes, other._defects = self._inner.copy(), self._quotes.copy(), self._defects.copy()
        if since_ns is not None:
            other._inner = [one for one in other._inner if one[1].time_ns >= since_ns]
            other._quotes = [one for one in other._quotes if one.time_ns >= since_ns]
            other._defects = [one for one in other._defects if one.time_ns >= since_ns]
        other._quotes, other._defects = other._quotes[-most_asides:], other._defects[-most_asides:]
        return other

    def finish(self, captures: list[CaptureFacts], counted: Counted) -> Conversation:
        """Settle every tunnel and build the Conversation."""
        tunnels = self.joiner.tunnels
        calls = {tunnel: Calls(tunnel) for tunnel in tunnels}
        for tunnel in tunnels:
            settle_deliveries(tunnel)
            calls[tunnel].settle()
        flows = Flows(self.joiner.register, calls)
        strays = self._attach(flows, tunnels, counted.rows)
        for tunnel in tunnels:
            _settle(tunnel, counted.last_ns, self._secrets)
            for transmission in tunnel.duplicates:
                captures[transmission.ref.capture].duplicated_frames += 1
        settle_bundles(tunnels)
        counted.counts.l2tp_data += flows.adopted
        counted.counts.other -= flows.adopted
        name_tunnels(tunnels)
        quotes = settle_quotes(self._quotes, self.joiner.register)
        return Conversation(
            captures=captures,
            counts=counted.counts,
            tunnels=tunnels,
            attempts=attempts_of(tunnels, counted.last_ns),
            strays=strays,
            quotes=quotes,
            defects=self._defects,
            fragments=counted.fragments,
            first_ns=counted.first_ns,
            last_ns=counted.last_ns,
            one_direction=is_one_direction(tunnels),
            watched=counted.watched,
        )

    def _attach(self, flows: Flows, tunnels: list[Tunnel], rows: list[FlowRow]) -> list[FlowRow]:
        for row in sorted(rows, key=lambda row: (row.first_ns, row.capture, row.first_frame)):
            flows.add_row(row)
        strays = adopt_strays(flows, tunnels)
        ppp = self._keepalives.frames
        flows.pair_halves(ppp, self._keepalives.runs)
        tunnels.sort(key=lambda tunnel: (tunnel.first_ns, tunnel.index))
        for index, tunnel in enumerate(tunnels, 1):
            tunnel.index = index
        for key, frame in ppp:
            flows.add_ppp(key, frame)
        for key, runs in self._keepalives.runs.items():
            for _, run in runs:
                flows.add_run(key, run)
        file_segments(flows, self._inner)
        return strays


_frame = attrgetter("datagram.ref")


def _settle(tunnel: Tunnel, last_ns: int, secrets: Secrets | None) -> None:
    tunnel.talking.sort(key=lambda session: session.number)
    settle_ends(tunnel)
    if secrets is not None:
        prove_tunnel(tunnel, secrets)
    settle_states(tunnel)
    settle_endings(tunnel, last_ns)
    for session in tunnel.talking:
        settle_link(session, last_ns)
        if secrets is not None and session.link is not None:
            prove_link(session.link, secrets)
        settle_phase(session)
    settle_answers(tunnel)
    for side in SIDES:
        last = next((t.time_ns for t in reversed(tunnel.transmissions) if t.sender is side), None)
        data = [session.sent[side].last_ns for session in tunnel.talking]
        tunnel.ends[side].last_seen_ns = max((t for t in [last, *data] if t is not None), default=None)
    if tunnel.beginning_seen:
        tunnel.opened_ns = tunnel.first_ns


def is_one_direction(tunnels: list[Tunnel]) -> bool:
    """True if no tunnel shows its peer although something of that peer is acknowledged: half of the traffic is missing.

    A request that nobody answers is no such case: its Nr stays 0.
    """
    proof = False
    for tunnel in tunnels:
        senders = {t.sender for t in tunnel.transmissions}
        senders |= {side for session in tunnel.talking for side in SIDES if session.sent[side].packets}
        if len(senders) > 1:
            return False
        proof = proof or any(t.message.nr for t in tunnel.transmissions)
        proof = proof or bool(tunnel.talking)
    return proof
