"""Where a tunnel's ends send from and to: did a reply come from where the request went, and was it taken up."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from l2tpscope.conversation.model import Address, Side, Transmission, Tunnel
from l2tpscope.scan.flow import FlowRow
from l2tpscope.wire.messages import SCCCN, SCCRP, SCCRQ

# A mapping moves now and then; a flood from forged addresses is no tale of so many moves.
MOST_MOVES = 16


class StrangeReply(NamedTuple):
    """An SCCRP from elsewhere than where the SCCRQ went, which its receiver did not take up."""

    asked: Transmission
    reply: Transmission
    again: list[Transmission]

    @property
    def asked_at(self) -> Address:
        """Where the request went."""
        return to_address(self.asked)

    @property
    def replied_from(self) -> Address:
        """Where the reply came from."""
        return from_address(self.reply)


def from_address(transmission: Transmission) -> Address:
    """Source address and port."""
    return Address(transmission.datagram.source, transmission.datagram.source_port)


def to_address(transmission: Transmission) -> Address:
    """Destination address and port."""
    return Address(transmission.datagram.destination, transmission.datagram.destination_port)


def written(address: Address) -> str:
    """`192.0.2.10:1701`, `[2001:db8::1]:1701`."""
    return f"[{address.address}]:{address.port}" if ":" in address.address else f"{address.address}:{address.port}"


def strange_reply(tunnel: Tunnel) -> StrangeReply | None:
    """The SCCRP from another address or port than the request went to, if the initiator stayed with the old one."""
    request, answer = tunnel.first(SCCRQ, Side.INITIATOR), tunnel.first(SCCRP, Side.RECIPIENT)
    if request is None or answer is None or answer.first.precedes(request.first):
        return None
    asked, reply = request.first, answer.first
    if to_address(asked) == from_address(reply) or _ever_from(tunnel, to_address(asked)):
        return None
    later = [t for t in tunnel.transmissions if t.sender is Side.INITIATOR and reply.precedes(t)]
    if any(to_address(t) == from_address(reply) for t in later):
        return None
    stays = [t for t in later if t.duplicate_of is None]
    return StrangeReply(asked, reply, stays)


def _ever_from(tunnel: Tunnel, address: Address) -> bool:
    """True if some copy of the SCCRP came from there, too."""
    return any(t.message.type == SCCRP and from_address(t) == address for t in tunnel.transmissions)


def went_on(tunnel: Tunnel) -> bool:
    """True if the initiator took the reply up: it sent SCCCN."""
    return tunnel.first(SCCCN, Side.INITIATOR) is not None


class Move(NamedTuple):
    """One side's mapping changed: from `old` to `new`, first seen at `since_ns` (of a control frame or of data)."""

    side: Side
    old: Address
    new: Address
    at: Transmission | None
    since_ns: int


def moves(tunnel: Tunnel) -> Iterator[Move]:
    """Changes of address or port of a side within an established tunnel, by its control messages and its data.

    A recipient that answers the SCCRQ from elsewhere has chosen its port (RFC 2661 8.1) and has not moved.
    """
    for side in Side:
        if not _several(tunnel, side):
            continue
        sent = [t for t in tunnel.transmissions if t.sender is side and t.duplicate_of is None]
        yield from islice(_moved_control(side, sent), MOST_MOVES)
        yield from islice(_moved_data(tunnel, side, sent), MOST_MOVES)


def _moved_control(side: Side, sent: list[Transmission]) -> Iterator[Move]:
    """A control message from where none came before."""
    known: set[Address] = set()
    for before, after in pairwise(sent):
        old, new = from_address(before), from_address(after)
        known.add(old)
        if new not in known:
            yield Move(side, old, new, after, after.time_ns)


def _several(tunnel: Tunnel, side: Side) -> bool:
    """True if this side was seen at more than one address or port."""
    seen = set(tunnel.ends[side].addresses)
    for session in tunnel.talking:
        seen.update(session.sent[side].sources)
    return len(seen) > 1


def _moved_data(tunnel: Tunnel, side: Side, sent: list[Transmission]) -> Iterator[Move]:
    """The same host's data from a new port, and none from the old one any more."""
    known = dict.fromkeys(from_address(t) for t in sent)
    first_of = {address.address: address for address in reversed(known)}
    rows = data_rows(tunnel, side)
    left = {data_source(row): row.last_ns for row in sorted(rows, key=lambda row: row.last_ns, reverse=True)}
    for row in rows:
        new, old = data_source(row), first_of.get(row.key.source)
        if new not in known and old is not None and left.get(old, row.first_ns + 1) <= row.first_ns:
            known[new] = None
            yield Move(side, old, new, None, row.first_ns)


def data_source(row: FlowRow) -> Address:
    """Where the data came from."""
    return Address(row.key.source, row.key.source_port)


def data_rows(tunnel: Tunnel, side: Side) -> list[FlowRow]:
    """The FlowRows of all sessions that this side sent, by time."""
    rows = [row for session in tunnel.talking for row in session.sent[side].rows]
    return sorted(rows, key=lambda row: (row.first_ns, row.first_frame))
