"""Facts of a tunnel: both its ends side by side, how it was set up and ended, what reliable delivery cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from l2tpscope.conversation.model import SECOND, Ending, Side, Tunnel, TunnelEnd
from l2tpscope.views.clock import bits, counted, duration, instant, octets
from l2tpscope.views.counting import RoundTrips, round_trips
from l2tpscope.views.ends import known_as

PROOFS = {
    "none": "none",
    "unchecked": "proof sent, not checked (no secret given)",
    "verified": "proof fits the secret given",
    "wrong-secret": "proof does not fit the secret given",
}
ADDRESSES_SHOWN = 4


class Fact(NamedTuple):
    """One property of both ends, in words; "" where nothing is known of it."""

    name: str
    initiator: str
    recipient: str


@dataclass(frozen=True, slots=True)
class TunnelFacts:
    """`ends`: what is known of both, row by row. `course`: sentences about set-up and end, in order of time."""

    ends: tuple[Fact, ...]
    course: tuple[str, ...]


def tunnel_facts(tunnel: Tunnel) -> TunnelFacts:
    """The facts of a tunnel; rows of which nothing is known are left out."""
    sides = [dict(_of_end(tunnel, side)) for side in Side]
    rows = (Fact(name, *(one[name] for one in sides)) for name in sides[0])
    return TunnelFacts(tuple(row for row in rows if row.initiator or row.recipient), tuple(_course(tunnel)))


def _of_end(tunnel: Tunnel, side: Side) -> Iterator[tuple[str, str]]:
    end = tunnel.ends[side]
    yield "Role", _because(end.role, end.role_why)
    yield "Host name", end.host_name or ""
    yield "Vendor name", end.vendor_name or ""
    yield "Firmware revision", "" if end.firmware_revision is None else f"0x{end.firmware_revision:04x}"
    yield "Implementation", _because(end.implementation, end.implementation_why)
    yield "Address", _addresses(tunnel, side)
    yield "Tunnel ID it assigned", "" if end.tunnel_id is None else str(end.tunnel_id)
    told = end.host_name is not None and tunnel.beginning_seen  # what is missing in it, it did not say
    yield "Receive window", _window(end, told=told)
    yield "Authentication", PROOFS.get(end.proof, end.proof) if told or end.proof != "none" else ""
    yield "State", end.state if end.addresses else ""
    yield from _delivery(tunnel, side)
    yield from _data(tunnel, side)


def _because(guess: str | None, why: str) -> str:
    return f"{guess} ({why})" if guess and why else guess or ""


def _addresses(tunnel: Tunnel, side: Side) -> str:
    seen = [_written(*address) for address in tunnel.ends[side].addresses]
    if not seen:
        return f"{known_as(tunnel, side)}, nothing captured from it"
    more = ", ".join(seen[1:ADDRESSES_SHOWN]) + (", ..." if len(seen) > ADDRESSES_SHOWN else "")
    return f"{seen[0]}, later {more}" if more else seen[0]


def _written(address: str, port: int) -> str:
    return f"{address} port {port}" if port else address


def _window(end: TunnelEnd, *, told: bool) -> str:
    if end.receive_window_size is not None:
        return str(end.receive_window_size)
    return "not announced, so 4" if told else ""


def _delivery(tunnel: Tunnel, side: Side) -> Iterator[tuple[str, str]]:
    deliveries = tunnel.deliveries[side]
    again = sum(len(one.retransmissions) for one in deliveries)
    open_ = sum(one.acknowledged_by is None for one in deliveries)
    words = [counted(len(deliveries), "message"), f"{again:,} sent again" if again else ""]
    words.append(f"{open_:,} not acknowledged in this capture" if open_ else "")
    yield "Control messages it sent", ", ".join(word for word in words if word) if deliveries else ""
    yield "Acknowledged by its peer after", _trips(round_trips(one.rtt_ns for one in deliveries))


def _trips(trips: RoundTrips) -> str:
    if trips.least_ns is None or trips.median_ns is None or trips.most_ns is None:
        return ""
    if trips.samples == 1:
        return f"{duration(trips.median_ns)} (1 sample)"
    span = f"{duration(trips.least_ns)} to {duration(trips.most_ns)}"
    return f"{duration(trips.median_ns)} in the median, {span} ({trips.samples:,} samples)"


def _data(tunnel: Tunnel, side: Side) -> Iterator[tuple[str, str]]:
    counts = [session.sent[side] for session in tunnel.talking]
    packets, size = sum(one.packets for one in counts), sum(one.octets for one in counts)
    begun = min((one.first_ns for one in counts if one.first_ns is not None), default=0)
    ended = max((one.last_ns for one in counts if one.last_ns is not None), default=0)
    yield "Data it sent, mean rate", amount(packets, size, ended - begun)


def amount(packets: int, size: int, length_ns: int) -> str:
    """Packets, octets of payload and the mean rate over the time between the first and the last; "" for none."""
    if not packets:
        return ""
    mean = f", {bits(8 * size * SECOND / length_ns)}" if length_ns > SECOND else ""
    return f"{counted(packets, 'packet')}, {octets(size)}{mean}"


def _course(tunnel: Tunnel) -> Iterator[str]:
    if not tunnel.beginning_seen:
        yield "Set up before the capture began."
    elif tunnel.established_ns is not None and tunnel.opened_ns is not None:
        took = duration(tunnel.established_ns - tunnel.opened_ns)
        yield f"Set up in {took}, at {instant(tunnel.opened_ns)}."
    elif tunnel.opened_ns is not None:
        yield f"Asked for at {instant(tunnel.opened_ns)}, never set up."
    if tunnel.end is not None:
        yield f"{ending_words(tunnel.end)}, {_age(tunnel, tunnel.end)}."
    else:
        yield "It was not closed before the capture ended."
    missing = sum(map(len, tunnel.not_captured.values()))
    if missing:
        yield f"Sent, but not captured: {counted(missing, 'control message')}."


def _age(tunnel: Tunnel, end: Ending) -> str:
    """When it ended, counted from its set-up where that succeeded, else from its first frame."""
    since, what = tunnel.established_ns, "was set up"
    if since is None:
        since, what = tunnel.first_ns, "was asked for" if tunnel.beginning_seen else "was first seen"
    return f"{duration(max(end.time_ns - since, 0))} after it {what}"


def ending_words(end: Ending) -> str:
    """How it ended: "Ended by the initiator with StopCCN 1/0 "Goodbye!"", "Given up by the recipient", "Died"."""
    who = f" by the {end.sender.value}" if end.sender is not None else ""
    if end.message is None:
        return f"Given up{who}" if end.gave_up else f"Died{who}"
    codes = "/".join(str(code) for code in (end.result_code, end.error_code) if code is not None)
    said = f' "{end.error_message}"' if end.error_message else ""
    gave_up = ", after it had given up on its peer" if end.gave_up else ""
    return f"Ended{who} with {end.message} {codes}".rstrip() + said + gave_up
