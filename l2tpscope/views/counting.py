"""What reliable delivery cost a tunnel, in numbers (RFC 2661 5.8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from l2tpscope.conversation.model import Tunnel
from l2tpscope.wire.messages import ACK


@dataclass(frozen=True, slots=True)
class RoundTrips:
    """Round-trip times in nanoseconds by Karn's rule; None without a sample."""

    least_ns: int | None
    median_ns: int | None
    most_ns: int | None
    samples: int


@dataclass(frozen=True, slots=True)
class ControlCounts:
    """Control frames of a tunnel: transmissions, duplicates and ZLBs add up to all of them.

    messages  distinct ones, those that only acknowledge apart; transmissions: messages and retransmissions
    """

    messages: int
    transmissions: int
    retransmissions: int
    duplicates: int
    zlb: int
    unacknowledged: int
    out_of_order: int
    not_captured: int
    round_trips: RoundTrips


def control_counts(tunnel: Tunnel) -> ControlCounts:
    """The counts of both sides together."""
    sent = [one for one in tunnel.transmissions if one.duplicate_of is None]
    numbered = [one for one in sent if not (one.message.is_zlb or one.message.type == ACK)]
    again = sum(one.retransmission_of is not None for one in numbered)
    deliveries = [delivery for side in tunnel.deliveries.values() for delivery in side]
    return ControlCounts(
        messages=len(numbered) - again,
        transmissions=len(numbered),
        retransmissions=again,
        duplicates=len(tunnel.transmissions) - len(sent),
        zlb=len(sent) - len(numbered),
        unacknowledged=sum(delivery.acknowledged_by is None for delivery in deliveries),
        out_of_order=sum(delivery.out_of_order for delivery in deliveries),
        not_captured=sum(map(len, tunnel.not_captured.values())),
        round_trips=round_trips(delivery.rtt_ns for delivery in deliveries),
    )


def round_trips(samples: Iterable[int | None]) -> RoundTrips:
    """Least, median and most of the samples that are known."""
    known = [sample for sample in samples if sample is not None]
    middle = round(median(known)) if known else None
    return RoundTrips(min(known, default=None), middle, max(known, default=None), len(known))
