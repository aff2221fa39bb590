"""Locate: IPv4, IPv6 and UDP headers of a whole Block at once; what is not plain is odd and left to packet/."""

from dataclasses import dataclass

import numpy as np

from l2tpscope.scan.columns import WIDEST, Bools, Fields, Hashes, Ints, column, gather, layout
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.links import IPV4, IPV6, ODD, network_of
from l2tpscope.scan.records import Records

OTHER, IS_ODD, ESP, UDP, OVER_IP = range(5)
"""What a frame holds, as far as this module looks: nothing for us, something odd, ESP, plain UDP, plain L2TPv3 over IP."""

UDP_HEADER = 8
ADDRESSES_4, ADDRESSES_6 = 12, 8
"""Where the addresses stand in an IP header."""
_LEAST_4, _HEADER_6 = 20, 40
_FRAGMENT = 0x3FFF
_TSO = 0
"""IP total length written by hosts that leave segmentation to the network card."""

_IPV4 = layout(
    24,
    first=("u1", 0),
    total=(">u2", 2),
    fragment=(">u2", 6),
    protocol=("u1", 9),
    addresses=("<u8", 12),
    after=("u1", 20),
)
_IPV6 = layout(
    48, first=("u1", 0), length=(">u2", 4), next=("u1", 6), a=("<u8", 8), b=("<u8", 16), c=("<u8", 24), d=("<u8", 32), after=("u1", 40)
)  # fmt: skip
_UDP = layout(8, source=(">u2", 0), destination=(">u2", 2), length=(">u2", 4))


def _table(*pairs: tuple[int, int]) -> Fields:
    """Protocol number to what it holds."""
    table = np.full(256, OTHER, np.uint8)
    for protocol, lane in pairs:
        table[protocol] = lane
    return table


_BY_PROTOCOL_4 = _table((17, UDP), (50, ESP), (115, OVER_IP))
_BY_PROTOCOL_6 = _table(
    (17, UDP), (50, ESP), (115, OVER_IP), *((extension, IS_ODD) for extension in (0, 43, 44, 51, 60, 135, 139, 140))
)
_FRAGMENT_LANES = _table((17, IS_ODD), (50, ESP), (115, IS_ODD))
_ERRORS_4 = np.isin(np.arange(256), (3, 4, 5, 11, 12))
_ERRORS_6 = np.isin(np.arange(256), (1, 2, 3, 4))


@dataclass(slots=True)
class Sights:
    """UDP datagrams and L2TPv3 over IP, located in a buffer, one row each in frame order.

    address_at     where source and destination address stand, side by side; `is_v6` tells their length
    address_hash   of both addresses
    payload_at     the first octet above UDP (or above IP); `length` octets of payload were sent, `here` were captured
    source_port, destination_port   0 over IP
    over_ip        IP protocol 115
    """

    buffer: bytearray | bytes
    frame: Ints
    time_ns: Ints
    is_v6: Bools
    address_at: Ints
    address_hash: Hashes
    payload_at: Ints
    length: Ints
    here: Ints
    source_port: Ints
    destination_port: Ints
    over_ip: Bools


@dataclass(slots=True)
class Layers:
    """What each record of a Block holds above the link, one row each."""

    lane: Fields
    is_v6: Bools
    address_at: Ints
    address_hash: Hashes
    above_at: Ints
    above: Ints


def locate(records: Records, buffer: bytearray, hashing: Hashing) -> tuple[Layers, Sights]:
    """Find IP and UDP in each record; `lane` says what it is, the sights are those worth a look by this room."""
    layers = _layers(records, buffer, hashing)
    rows = np.flatnonzero(layers.lane >= UDP)
    sights = _sights(records, layers, rows, buffer)
    sane = sights.here >= 0
    sane &= sights.length >= 0
    if not sane.all():
        layers.lane[rows[~sane]] = IS_ODD
        sights = _sights(records, layers, rows[sane], buffer)
    return layers, sights


def _layers(records: Records, buffer: bytearray, hashing: Hashing) -> Layers:
    ether_type, ip_at = network_of(records, buffer)
    count = len(ip_at)
    layers = Layers(
        lane=np.where(ether_type == ODD, np.uint8(IS_ODD), np.uint8(OTHER)),
        is_v6=np.zeros(count, np.bool_),
        address_at=np.zeros(count, np.int64),
        address_hash=np.zeros(count, np.uint64),
        above_at=np.zeros(count, np.int64),
        above=np.zeros(count, np.int64),
    )
    end = records.at + records.captured
    for version, own in ((4, ether_type == IPV4), (6, ether_type == IPV6)):
        rows = np.flatnonzero(own)
        if rows.size:
            at = ip_at[rows]
            sent = records.at[rows] + records.original[rows] - at
            read = _ipv4 if version == 4 else _ipv6  # noqa: PLR2004
            read(layers, rows, at, end[rows] - at, sent, buffer, hashing)
    layers.lane[end > len(buffer) - WIDEST] = IS_ODD
    return layers


def _ipv4(  # noqa: PLR0913 - columns of one pass
    layers: Layers, rows: Ints, at: Ints, here: Ints, sent: Ints, buffer: bytearray, hashing: Hashing
) -> None:
    headers = gather(buffer, at, _IPV4)
    first = column(headers, "first")
    header = (first & 15) << 2
    total = column(headers, "total")
    total = np.where(total == _TSO, np.maximum(sent, here), total)
    protocol = headers["protocol"]
    lane = _BY_PROTOCOL_4[protocol]
    fragment = column(headers, "fragment") & _FRAGMENT != 0
    if fragment.any():
        lane[fragment] = _FRAGMENT_LANES[protocol[fragment]]
    plain = header == _LEAST_4
    lane[(protocol == 1) & ~fragment & (_ERRORS_4[headers["after"]] | ~plain)] = IS_ODD
    lane[(first >> 4 != 4) | (header < _LEAST_4) | (here < header) | (total < header)] = IS_ODD  # noqa: PLR2004
    layers.lane[rows] = lane
    layers.address_at[rows] = at + ADDRESSES_4
    layers.address_hash[rows] = hashing.of(headers["addresses"])
    layers.above_at[rows] = at + header
    layers.above[rows] = total - header


def _ipv6(  # noqa: PLR0913 - columns of one pass
    layers: Layers, rows: Ints, at: Ints, here: Ints, sent: Ints, buffer: bytearray, hashing: Hashing
) -> None:
    headers = gather(buffer, at, _IPV6)
    length = column(headers, "length")
    protocol = headers["next"]
    lane = _BY_PROTOCOL_6[protocol]
    lane[(protocol == 58) & _ERRORS_6[headers["after"]]] = IS_ODD  # noqa: PLR2004 - ICMPv6
    lane[(headers["first"] >> 4 != 6) | (here < _HEADER_6)] = IS_ODD  # noqa: PLR2004
    layers.lane[rows] = lane
    layers.is_v6[rows] = True
    layers.address_at[rows] = at + ADDRESSES_6
    layers.address_hash[rows] = hashing.of(headers["a"], headers["b"], headers["c"], headers["d"])
    layers.above_at[rows] = at + _HEADER_6
    layers.above[rows] = np.where(length == _TSO, np.maximum(sent, here) - _HEADER_6, length)


def _sights(records: Records, layers: Layers, rows: Ints, buffer: bytearray) -> Sights:
    """The located rows; `here` or `length` is negative where the lengths contradict each other."""
    above_at, above = layers.above_at[rows], layers.above[rows]
    udp = gather(buffer, above_at, _UDP)
    source, destination, length = column(udp, "source"), column(udp, "destination"), column(udp, "length")
    over_ip = layers.lane[rows] == OVER_IP
    shift = np.full(len(rows), UDP_HEADER, np.int64)
    if over_ip.any():
        shift[over_ip], source[over_ip], destination[over_ip] = 0, 0, 0
        length[over_ip] = above[over_ip]
    length[length > above] = -1
    payload_at = above_at + shift
    length -= shift
    end = records.at[rows] + records.captured[rows]
    return Sights(
        buffer=buffer,
        frame=records.frame[rows],
        time_ns=records.time_ns[rows],
        is_v6=layers.is_v6[rows],
        address_at=layers.address_at[rows],
        address_hash=layers.address_hash[rows],
        payload_at=payload_at,
        length=length,
        here=np.minimum(length, end - payload_at),
        source_port=source,
        destination_port=destination,
        over_ip=over_ip,
    )
