"""Locate: IPv4, IPv6 and UDP headers of a whole Block at once; what is not plain is odd and left to packet/."""

from dataclasses import dataclass

import numpy as np

from l2tpscope.scan.columns import WIDEST, Bools, Fields, Hashes, Ints, chosen, column, gather, layout, none, octets_of
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.links import IPV4, IPV6, ODD, network_of
from l2tpscope.scan.records import Records
from l2tpscope.scan.sights import ABOVE_AT, LINE, UDP_HEADER, Sights

OTHER, IS_ODD, ESP, _ICMP, UDP, OVER_IP = range(6)
"""What a frame holds, as far as this module looks: nothing for us, something odd, ESP, plain UDP, L2TPv3 over IP."""

LEAST_IPV4, HEADER_IPV6 = 20, 40
ADDRESSES_4, ADDRESSES_6 = 12, 8
"""Where the addresses stand in an IP header."""

_ABOVE = layout(WIDEST - ABOVE_AT, octets=(f"V{WIDEST - ABOVE_AT}", 0))
_IPV6 = layout(
    48,
    first=("u1", 0),
    length=(">u2", 4),
    next=("u1", 6),
    a=("<u8", 8),
    b=("<u8", 16),
    c=("<u8", 24),
    d=("<u8", 32),
    icmp_type=("u1", 40),
)
_PLAIN, _PLAIN_MASK = np.uint64(0x45), np.uint64(0xFF3F_0000_0000_00FF)
"""First 8 octets of IPv4, byte-swapped: version 4, no options, not a fragment."""
_FRAGMENT_MASK = np.uint64(0xFF3F_0000_0000_0000)
_TSO = 0
"""IP length written by hosts that leave segmentation to the network card."""
_ICMPV6 = 58


def _table(*pairs: tuple[int, int]) -> Fields:
    """Protocol number to what it holds."""
    table = np.full(256, OTHER, np.uint8)
    for protocol, lane in pairs:
        table[protocol] = lane
    return table


_BY_PROTOCOL_4 = _table((1, _ICMP), (17, UDP), (50, ESP), (115, OVER_IP))
_EXTENSIONS = (0, 43, 44, 51, 60, 135, 139, 140)
_BY_PROTOCOL_6 = _table((17, UDP), (50, ESP), (115, OVER_IP), *((number, IS_ODD) for number in _EXTENSIONS))
_FRAGMENTS = _table((17, IS_ODD), (50, ESP), (115, IS_ODD), *((number, IS_ODD) for number in _EXTENSIONS))
_ERRORS_4 = np.isin(np.arange(256), (3, 4, 5, 11, 12))
_ERRORS_6 = np.isin(np.arange(256), (1, 2, 3, 4))


@dataclass(slots=True)
class Layers:
    """What each record of a Block holds above the link, one row each; `above` octets of it stand at `above_at`."""

    lines: Fields
    lane: Fields
    is_v6: Bools
    address_at: Ints
    address_hash: Hashes
    above_at: Ints
    above: Ints

    def look_above(self, buffer: bytearray, rows: Ints) -> None:
        """Gather what is above IP anew for rows where it does not follow an IPv4 header of 20 octets."""
        above = gather(buffer, self.above_at[rows], _ABOVE)
        octets_of(self.lines)[rows, ABOVE_AT:] = octets_of(above)


def locate(records: Records, buffer: bytearray, hashing: Hashing) -> tuple[Layers, Sights]:
    """Find IP and UDP in each record; `lane` says what it is, the sights are those worth a look by this room.

    Where most records are, all are taken along without copying them, the others marked as `nothing`.
    """
    layers = _layers(records, buffer, hashing)
    nothing = np.flatnonzero(layers.lane < UDP)
    if nothing.size > len(layers.lane) >> 2:
        rows = np.flatnonzero(layers.lane >= UDP)
        sights = _sights(records, layers, rows, none(), buffer)
    else:
        rows = None
        sights = _sights(records, layers, slice(None), nothing, buffer)
    if sights.here.size and int(sights.here.min()) < 0:
        bad = np.flatnonzero(sights.here < 0)
        layers.lane[bad if rows is None else rows[bad]] = IS_ODD
        sights.leave_out(bad)
    return layers, sights


def _layers(records: Records, buffer: bytearray, hashing: Hashing) -> Layers:
    """All rows as IPv4 first, then right what is not."""
    ether_type, ip_at = network_of(records, buffer)
    lines = gather(buffer, ip_at, LINE)
    total = column(lines, "total")
    end = records.at + records.captured
    layers = Layers(
        lines=lines,
        lane=_BY_PROTOCOL_4[lines["protocol"]],
        is_v6=np.zeros(len(ip_at), np.bool_),
        address_at=ip_at + ADDRESSES_4,
        address_hash=hashing.of(lines["addresses"]),
        above_at=ip_at + LEAST_IPV4,
        above=total - LEAST_IPV4,
    )
    here = end - ip_at
    sent = records.original - records.captured + here
    foreign = np.flatnonzero(ether_type != IPV4)
    _right_unusual_ipv4(layers, here, sent, buffer)
    if foreign.size:
        layers.lane[foreign] = np.where(ether_type[foreign] == ODD, np.uint8(IS_ODD), np.uint8(OTHER))
        rows = foreign[ether_type[foreign] == IPV6]
        if rows.size:
            _right_ipv6(layers, rows, ip_at[rows], here[rows], sent[rows], buffer, hashing)
    if int(end[-1]) > len(buffer) - WIDEST:
        layers.lane[end > len(buffer) - WIDEST] = IS_ODD
    return layers


def _right_unusual_ipv4(layers: Layers, here: Ints, sent: Ints, buffer: bytearray) -> None:
    """Options, fragments, ICMP errors, segmentation left to the network card, and headers that cannot be."""
    lines, lane = layers.lines, layers.lane
    rows = np.flatnonzero(layers.above < 0)
    if rows.size:
        untold = rows[lines["total"][rows] == _TSO]
        lane[rows] = IS_ODD
        lane[untold] = _BY_PROTOCOL_4[lines["protocol"][untold]]
        layers.above[untold] = np.maximum(sent[untold], here[untold]) - LEAST_IPV4
    rows = np.flatnonzero(lines["start"] & _PLAIN_MASK != _PLAIN)
    if rows.size:
        _right_options(layers, rows, here[rows], buffer)
        start, protocol = lines["start"][rows], lines["protocol"][rows]
        is_fragment = (start & _FRAGMENT_MASK != 0) & (lane[rows] != IS_ODD)
        lane[rows[is_fragment]] = _FRAGMENTS[protocol[is_fragment]]
    rows = np.flatnonzero(lane == _ICMP)
    if rows.size:
        lane[rows] = np.where(_ERRORS_4[lines["icmp_type"][rows]], np.uint8(IS_ODD), np.uint8(OTHER))
    if int(here.min()) < LEAST_IPV4:
        lane[here < LEAST_IPV4] = IS_ODD


def _right_options(layers: Layers, rows: Ints, here: Ints, buffer: bytearray) -> None:
    first = layers.lines["first"][rows]
    header = (first & 15).astype(np.int64) << 2
    layers.above_at[rows] += header - LEAST_IPV4
    layers.above[rows] += LEAST_IPV4 - header
    longer = rows[header > LEAST_IPV4]
    if longer.size:
        layers.look_above(buffer, longer)
    broken = (first >> 4 != 4) | (header < LEAST_IPV4) | (here < header) | (layers.above[rows] < 0)  # noqa: PLR2004
    layers.lane[rows[broken]] = IS_ODD


def _right_ipv6(  # noqa: PLR0913, PLR0917 - columns of one pass
    layers: Layers, rows: Ints, at: Ints, here: Ints, sent: Ints, buffer: bytearray, hashing: Hashing
) -> None:
    headers = gather(buffer, at, _IPV6)
    length = column(headers, "length")
    protocol = headers["next"]
    lane = _BY_PROTOCOL_6[protocol]
    lane[(protocol == _ICMPV6) & _ERRORS_6[headers["icmp_type"]]] = IS_ODD
    lane[(headers["first"] >> 4 != 6) | (here < HEADER_IPV6)] = IS_ODD  # noqa: PLR2004
    layers.lane[rows] = lane
    layers.is_v6[rows] = True
    layers.address_at[rows] = at + ADDRESSES_6
    layers.address_hash[rows] = hashing.of(headers["a"], headers["b"], headers["c"], headers["d"])
    layers.above_at[rows] = at + HEADER_IPV6
    layers.above[rows] = np.where(length == _TSO, np.maximum(sent, here) - HEADER_IPV6, length)
    layers.look_above(buffer, rows)


def _sights(records: Records, layers: Layers, rows: Ints | slice, nothing: Ints, buffer: bytearray) -> Sights:
    """The located rows; `here` is negative where the lengths contradict each other or the header is not whole."""
    lines = layers.lines if isinstance(rows, slice) else chosen(layers.lines, rows)
    above, at, captured = layers.above[rows], records.at[rows], records.captured[rows]
    payload_at = layers.above_at[rows] + UDP_HEADER
    length = column(lines, "udp_length")
    source, destination = column(lines, "source"), column(lines, "destination")
    over_ip = layers.lane[rows] == OVER_IP
    length[length > above] = 0
    own = np.flatnonzero(over_ip)
    if own.size:
        source[own], destination[own] = 0, 0
        length[own] = above[own] + UDP_HEADER
        payload_at[own] -= UDP_HEADER
        moved = gather(buffer, payload_at[own] - UDP_HEADER, _ABOVE)
        octets_of(lines)[own, ABOVE_AT:] = octets_of(moved)
    length -= UDP_HEADER
    here = np.minimum(length, at + captured - payload_at)
    sights = Sights(
        buffer=buffer,
        lines=lines,
        frame=records.frame[rows],
        time_ns=records.time_ns[rows],
        is_v6=layers.is_v6[rows],
        address_at=layers.address_at[rows],
        address_hash=layers.address_hash[rows],
        payload_at=payload_at,
        length=length,
        here=here,
        source_port=source,
        destination_port=destination,
        over_ip=over_ip,
        nothing=none(),
    )
    sights.leave_out(nothing)
    return sights
