"""Loss and order as the control messages show them: which retransmissions were needed, which messages came late."""

from bisect import bisect_right
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from l2tpscope.conversation.joiner import LONGEST_RETRANSMISSION_GAP_NS
from l2tpscope.conversation.model import SECOND, Delivery, Session, Side, Transmission, Tunnel
from l2tpscope.wire.messages import SCCRQ

# RFC 2661 5.8: the retransmission timer starts at "a recommended default [of] 1 second". A message overtaken by less
# than half of that was reordered; one that is later came again from its sender, after the first copy was lost unseen.
REORDERED_WITHIN_NS = SECOND // 2
# Acknowledgment times that differ by no more than this are one round trip, not the luck of a lossy path.
SAME_WAIT, NEARLY, FEW = 1.25, 0.75, 3
PPP_REQUESTS = {(0xC021, 1), (0xC021, 5), (0xC021, 9), (0xC023, 1), (0xC223, 1), (0xC223, 2), (0x8021, 1), (0x8057, 1)}


class Late(NamedTuple):
    """A message first captured after a later one of its side, which `overtaker` is, and by how many nanoseconds."""

    delivery: Delivery
    overtaker: Transmission
    lag_ns: int


def needed(tunnel: Tunnel, sender: Side) -> list[Transmission]:
    """Retransmissions that recovered a loss: sent before an acknowledgment was captured, acknowledged afterwards."""
    repeated = _repeated(tunnel, sender)
    if not repeated or round_trip_beyond_timer(tunnel, sender):
        return []
    recovered = [delivery for delivery in repeated if acknowledged_in_time(tunnel, delivery)]
    return [again for delivery in recovered for again in delivery.retransmissions if again not in delivery.spurious]


def _repeated(tunnel: Tunnel, sender: Side) -> list[Delivery]:
    return [delivery for delivery in tunnel.deliveries[sender] if len(delivery.transmissions) > 1]


def lost(tunnel: Tunnel, sender: Side) -> list[Transmission]:
    """The transmissions that made up for a loss: needed ones, and messages whose first copy was never captured.

    Not among them: a message that overtook another and was thrown away for it, and an SCCRQ to a peer not ready yet.
    """
    overtaken = late(tunnel, sender)
    early = {one.overtaker.delivery for one in overtaken if one.lag_ns < REORDERED_WITHIN_NS}
    unseen = [one.delivery.first for one in overtaken if one.lag_ns >= REORDERED_WITHIN_NS]
    again = [t for t in needed(tunnel, sender) if t.delivery not in early] + unseen
    return again if any(t.message.type != SCCRQ for t in again) else []


def acknowledged_in_time(tunnel: Tunnel, delivery: Delivery) -> bool:
    """True unless its acknowledgment is missing, or covers the StopCCN that its sender sent after giving up."""
    if delivery.acknowledged_by is None:
        return False
    farewell = tunnel.end if tunnel.end is not None and tunnel.end.gave_up else None
    return farewell is None or delivery.acknowledged_by.time_ns < farewell.time_ns


def needless(tunnel: Tunnel, sender: Side) -> list[Transmission]:
    """Retransmissions of messages whose acknowledgment was captured before, or was under way all the time."""
    repeated = _repeated(tunnel, sender)
    if repeated and round_trip_beyond_timer(tunnel, sender):
        return [again for delivery in repeated for again in delivery.retransmissions]
    return [again for delivery in repeated for again in delivery.spurious]


def round_trip_beyond_timer(tunnel: Tunnel, sender: Side) -> bool:
    """Nearly every message was repeated, acknowledged after the same time, and every copy was answered: no loss."""
    deliveries = [delivery for delivery in tunnel.deliveries[sender] if delivery.acknowledged_by is not None]
    repeated = [delivery for delivery in deliveries if delivery.retransmissions]
    if len(deliveries) < FEW or len(repeated) < NEARLY * len(deliveries):
        return False
    waits = [wait_ns(delivery) for delivery in deliveries]
    usual = median(waits)
    alike = [wait for wait in waits if usual / SAME_WAIT <= wait <= usual * SAME_WAIT]
    copies = sum(len(delivery.transmissions) for delivery in deliveries)
    answers = sum(1 for t in tunnel.transmissions if t.sender is sender.other and t.duplicate_of is None)
    return len(alike) >= NEARLY * len(waits) and answers >= NEARLY * copies


def wait_ns(delivery: Delivery) -> int:
    """First transmission to first acknowledgment, of an acknowledged delivery."""
    return delivery.acknowledged_by.time_ns - delivery.first.time_ns if delivery.acknowledged_by is not None else 0


def round_trip_ns(tunnel: Tunnel, sender: Side) -> int | None:
    """The median of the acknowledgment times that Karn's rule allows; None without any."""
    samples = [delivery.rtt_ns for delivery in tunnel.deliveries[sender] if delivery.rtt_ns is not None]
    return int(median(samples)) if samples else None


def late(tunnel: Tunnel, sender: Side) -> list[Late]:
    """Messages of this side that one with a later Ns overtook; a ZLB stands just before its Ns."""
    found: list[Late] = []
    if not tunnel.is_overtaken:
        return found
    overtakers: list[tuple[int, Transmission]] = []
    for transmission in tunnel.transmissions:
        if transmission.sender is not sender or not transmission.is_first or transmission.message.ns is None:
            continue
        place = _place(transmission, overtakers[-1][0] // 2 if overtakers else None)
        if not overtakers or place > overtakers[-1][0]:
            overtakers.append((place, transmission))
        elif place < overtakers[-1][0] and transmission.delivery is not None:
            _, earlier = overtakers[bisect_right(overtakers, place, key=itemgetter(0))]
            found.append(Late(transmission.delivery, earlier, transmission.time_ns - earlier.time_ns))
    return found


def _place(transmission: Transmission, newest: int | None) -> int:
    """Twice the Ns, counted on past 65535; a ZLB, which does not use its Ns up, stands just before it."""
    if transmission.delivery is not None:
        return 2 * transmission.delivery.ns_unwrapped
    ns = transmission.message.ns or 0
    near = ns if newest is None else newest
    return 2 * (near + (ns - near + 0x8000) % 0x10000 - 0x8000) - 1


def unanswered_ppp(session: Session) -> list[Side]:
    """The sides whose PPP requests were soon repeated unchanged, hence unanswered, once for each repetition."""
    seen: dict[tuple[Side, int, int, int, bytes], int] = {}
    sides: list[Side] = []
    for frame in session.ppp:
        if (frame.protocol, frame.code) not in PPP_REQUESTS:
            continue
        request = (frame.sender, frame.protocol, frame.code, frame.identifier, frame.octets)
        if request in seen and frame.time_ns - seen[request] <= LONGEST_RETRANSMISSION_GAP_NS:
            sides.append(frame.sender)
        seen[request] = frame.time_ns
    return sides
