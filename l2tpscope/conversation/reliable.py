"""Reliable delivery (RFC 2661 5.8): each control message once, its transmissions, duplicates, acknowledgment."""

from collections import deque
from heapq import heappop, heappush
from itertools import islice

from l2tpscope.conversation.model import SIDES, Delivery, Transmission, Tunnel
from l2tpscope.conversation.sequence import unwrap

# The same octets without a usable IP ID are one datagram only if they come this close (contract: a duplicate).
DUPLICATE_NS = 2_000_000
# A gap wider than this is a wrong number, not so many messages that were not captured.
WIDEST_GAP = 512
RECENT_ZLBS = 4
# Copies of one datagram come close together: no more transmissions than these, the latest, are compared with a new one.
RECENT_TRANSMISSIONS = 32
# As many messages of different types with one and the same Ns are told apart; nobody sends two.
MOST_TYPES = 16


class _Sender:
    """What one side has sent so far.

    by_ns    its deliveries; others are those with the Ns of an earlier one and another type
    front    the Ns that it must use next, by its messages and its ZLBs
    waiting  what is not acknowledged yet, as a heap: Ns, a number that tells equal ones apart, the transmission
    """

    def __init__(self) -> None:
        self.by_ns: dict[int, Delivery] = {}
        self.others: dict[int, list[Delivery]] = {}
        self.highest: int | None = None
        self.lowest: int | None = None
        self.front = -1
        self.acknowledged: int | None = None
        self.counted = 0
        self.waiting: list[tuple[int, int, Transmission]] = []
        self.zlbs: dict[bytes, deque[Transmission]] = {}

    def deliveries(self) -> list[Delivery]:
        """All of them in order of Ns."""
        if self.others:
            return [delivery for ns in sorted(self.by_ns) for delivery in self.of(ns)]
        return [self.by_ns[ns] for ns in sorted(self.by_ns)]

    def known(self, ns: int, type_: int | None) -> Delivery | None:
        """The delivery of this Ns and type."""
        return next((one for one in self.of(ns)[:MOST_TYPES] if one.type == type_), None)

    def of(self, ns: int) -> tuple[Delivery, ...]:
        """The deliveries with this Ns, in capture order."""
        return (self.by_ns[ns], *self.others.get(ns, ()))


def is_duplicate(transmission: Transmission, earlier: Transmission) -> bool:
    """True if both are captures of one datagram: same octets and the same IP ID (without one: within 2 ms)."""
    if transmission.message.octets != earlier.message.octets:
        return False
    one, other = transmission.datagram, earlier.datagram
    if one.ip_id and other.ip_id:
        return one.ip_id == other.ip_id
    return not one.ip_id and not other.ip_id and abs(one.time_ns - other.time_ns) <= DUPLICATE_NS


def settle_deliveries(tunnel: Tunnel) -> None:
    """Link the tunnel's transmissions into deliveries and find what acknowledges each; fills `tunnel.deliveries`."""
    senders = {side: _Sender() for side in SIDES}
    for transmission in tunnel.transmissions:
        message = transmission.message
        if message.ns is None:
            continue
        side = transmission.sender
        if message.is_zlb:
            _place_zlb(senders[side], transmission)
        else:
            _place(senders[side], transmission, message.ns)
        if message.nr is not None:
            _acknowledge(senders[side.other], transmission, message.nr)
    for side, sender in senders.items():
        tunnel.deliveries[side] = sender.deliveries()
        tunnel.not_captured[side] = _not_captured(tunnel, sender)


def _place_zlb(own: _Sender, zlb: Transmission) -> None:
    """A ZLB uses up no Ns and is never retransmitted; it may be captured twice."""
    number = zlb.message.ns or 0
    own.front = max(own.front, unwrap(number, own.highest if own.highest is not None else number))
    alike = own.zlbs.get(zlb.message.octets)
    if alike is None:
        own.zlbs[zlb.message.octets] = deque((zlb,), RECENT_ZLBS)
        return
    zlb.duplicate_of = next((earlier for earlier in alike if is_duplicate(zlb, earlier)), None)
    if zlb.duplicate_of is None:
        alike.append(zlb)
    else:
        zlb.tunnel.duplicates.append(zlb)


def _place(own: _Sender, transmission: Transmission, number: int) -> None:
    """Put a message that uses up its Ns (`number`) with its earlier transmissions, or begin a delivery."""
    type_ = transmission.message.type
    near = own.highest
    if near is None:  # the peer's Nr, if any was seen, says where the numbers stand
        near = own.acknowledged if own.acknowledged is not None else number
    ns = unwrap(number, near)
    own.counted += 1
    heappush(own.waiting, (ns, own.counted, transmission))
    if ns in own.by_ns and (known := own.known(ns, type_)) is not None:
        _repeat(known, transmission)
        return
    if ns < own.front:
        transmission.tunnel.is_overtaken = True
    else:
        own.front = ns + 1
    delivery = Delivery(transmission.sender, type_, number, ns, [transmission])
    transmission.delivery = delivery
    if own.by_ns.setdefault(ns, delivery) is not delivery:
        own.others.setdefault(ns, []).append(delivery)
    if own.highest is None or own.lowest is None:
        own.highest = own.lowest = ns
    elif ns > own.highest:
        own.highest = ns
    else:
        delivery.out_of_order = ns < own.highest
        own.lowest = min(ns, own.lowest)


def _repeat(known: Delivery, transmission: Transmission) -> None:
    transmission.delivery = known
    latest = islice(reversed(known.transmissions), RECENT_TRANSMISSIONS)
    earlier = next((t for t in latest if is_duplicate(transmission, t)), None)
    if earlier is not None:
        transmission.duplicate_of = earlier
        known.duplicates = (*known.duplicates, transmission)
        transmission.tunnel.duplicates.append(transmission)
        return
    transmission.retransmission_of = known.first
    known.transmissions.append(transmission)
    if known.acknowledged_by is not None:
        known.spurious = (*known.spurious, transmission)


def _acknowledge(peer: _Sender, by: Transmission, number: int) -> None:
    """Nr is the Ns expected next: it acknowledges every message before it (RFC 2661 5.8)."""
    if peer.highest is None:
        near = peer.acknowledged if peer.acknowledged is not None else number
    else:
        near = peer.highest + 1
    nr = unwrap(number, near)
    if nr > (0 if peer.highest is None else peer.highest + 1):
        by.tunnel.is_ahead = True
    if peer.acknowledged is None or nr > peer.acknowledged:
        peer.acknowledged = nr
    waiting = peer.waiting
    while waiting and waiting[0][0] < nr:
        transmission = heappop(waiting)[2]
        transmission.acknowledged_by = by
        delivery = transmission.delivery
        if delivery is not None and delivery.acknowledged_by is None:
            delivery.acknowledged_by = by


def _not_captured(tunnel: Tunnel, sender: _Sender) -> list[int]:
    """Ns that this side must have used (later ones were seen, or the peer acknowledged them) and that are missing."""
    if sender.highest is None and sender.acknowledged is None:
        return []
    top = max(
        sender.highest if sender.highest is not None else -1,
        (sender.acknowledged - 1) if sender.acknowledged is not None else -1,
    )
    bottom = 0 if tunnel.beginning_seen else sender.lowest
    if bottom is None or top - bottom > WIDEST_GAP + len(sender.by_ns):
        return []
    return [ns for ns in range(bottom, top + 1) if ns not in sender.by_ns]
