"""Links: where IP starts in frames of the four usual link types, VLAN tags skipped; the rest is odd."""

import numpy as np

from l2tpscope.scan.columns import Ints, column, distinct, gather, layout
from l2tpscope.scan.records import Records

ETHERNET, RAW_IP, LINUX_COOKED, RAW_IPV4, RAW_IPV6, LINUX_COOKED_2 = 1, 101, 113, 228, 229, 276
RAW = (12, 14, RAW_IP, RAW_IPV4, RAW_IPV6)
"""LINKTYPE_RAW and what BSDs wrote for it; the version nibble tells IPv4 from IPv6."""

IPV4, IPV6, VLANS = 0x0800, 0x86DD, (0x8100, 0x88A8, 0x9100)
ODD = -1

_TYPES = {ETHERNET: ("type_12", 14), LINUX_COOKED: ("type_14", 16), LINUX_COOKED_2: ("type_0", 20)}
"""The EtherType's name in `Records.heads`, and the length of the header."""
_TAG = 4
_MOST_TAGS = 2
_IS_TAG, _IS_ODD = 1, 2
_NATURE = np.zeros(1 << 16, np.uint8)
_NATURE[[0x8847, 0x8848, 0x8864]] = _IS_ODD
_NATURE[list(VLANS)] = _IS_TAG
"""Which EtherTypes have IP further down: VLAN tags, and MPLS and PPPoE sessions, which are odd."""
_TYPE = layout(2, type=(">u2", 0))


def network_of(records: Records, buffer: bytearray) -> tuple[Ints, Ints]:
    """The EtherType (IPV4, IPV6, ODD, or another) of each record, and where its payload starts."""
    first = int(records.link[0])
    if (records.link == first).all():
        return _network(first, records, buffer)
    kinds = distinct(records.link).tolist()
    ether_type = np.full(len(records.at), ODD, np.int64)
    payload = records.at.copy()
    for kind in kinds:
        own = records.link == kind
        ether_type[own], payload[own] = _network(kind, records.where(own), buffer)
    return ether_type, payload


def _network(link: int, records: Records, buffer: bytearray) -> tuple[Ints, Ints]:
    at = records.at
    if link in RAW:
        version = records.heads["octet_0"] >> 4
        ether_type = np.where(version == 4, IPV4, np.where(version == 6, IPV6, ODD))  # noqa: PLR2004
        return np.where(records.captured > 0, ether_type, ODD), at
    if link not in _TYPES:
        return np.full(len(at), ODD, np.int64), at
    name, header = _TYPES[link]
    ether_type = column(records.heads, name)
    payload = at + header
    short = records.captured < header
    rows = np.flatnonzero(_NATURE[ether_type])
    if rows.size:
        _step_over_tags(ether_type, payload, rows, buffer)
        short[rows] = payload[rows] > at[rows] + records.captured[rows]
    if short.any():
        ether_type[short] = ODD
    return ether_type, payload


def _step_over_tags(ether_type: Ints, payload: Ints, rows: Ints, buffer: bytearray) -> None:
    """At most two tags; a third one is odd, and so is what is odd by its nature."""
    for _ in range(_MOST_TAGS):
        tagged = rows[_NATURE[ether_type[rows]] == _IS_TAG]
        ether_type[tagged] = gather(buffer, payload[tagged] + 2, _TYPE)["type"]
        payload[tagged] += _TAG
    ether_type[rows[_NATURE[ether_type[rows]] != 0]] = ODD
