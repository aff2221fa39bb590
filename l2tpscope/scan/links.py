"""Links: where IP starts in frames of the four usual link types, VLAN tags skipped; the rest is odd."""

import numpy as np

from l2tpscope.scan.columns import Bools, Ints, gather, layout
from l2tpscope.scan.records import Records

ETHERNET, RAW_IP, LINUX_COOKED, RAW_IPV4, RAW_IPV6, LINUX_COOKED_2 = 1, 101, 113, 228, 229, 276
RAW = (12, 14, RAW_IP, RAW_IPV4, RAW_IPV6)
"""LINKTYPE_RAW and what BSDs wrote for it; the version nibble tells IPv4 from IPv6."""

IPV4, IPV6, VLANS = 0x0800, 0x86DD, (0x8100, 0x88A8, 0x9100)
ODD_TYPES = (*VLANS, 0x8847, 0x8848, 0x8864)
"""EtherTypes below which IP may still follow: a third tag, MPLS, PPPoE sessions."""
ODD = -1

_TYPE_AT = {ETHERNET: (12, 14), LINUX_COOKED: (14, 16), LINUX_COOKED_2: (0, 20)}
"""Where the EtherType and where the payload stand."""
_TAG = 4
_MOST_TAGS = 2
_TYPE = layout(2, type=(">u2", 0))
_FIRST = layout(1, first=("u1", 0))


def network_of(records: Records, buffer: bytearray) -> tuple[Ints, Ints]:
    """The EtherType (IPV4, IPV6, ODD, or another) of each record, and where its payload starts."""
    kinds = np.unique(records.link).tolist()
    if len(kinds) == 1:
        return _network(kinds[0], records.at, records.captured, buffer)
    ether_type = np.full(len(records.at), ODD, np.int64)
    payload = records.at.copy()
    for kind in kinds:
        own = records.link == kind
        ether_type[own], payload[own] = _network(kind, records.at[own], records.captured[own], buffer)
    return ether_type, payload


def _network(link: int, at: Ints, captured: Ints, buffer: bytearray) -> tuple[Ints, Ints]:
    if link in RAW:
        version = gather(buffer, at, _FIRST)["first"] >> 4
        ether_type = np.where(version == 4, IPV4, np.where(version == 6, IPV6, ODD))  # noqa: PLR2004
        return np.where(captured > 0, ether_type, ODD), at
    if link not in _TYPE_AT:
        return np.full(len(at), ODD, np.int64), at
    type_at, header = _TYPE_AT[link]
    ether_type = gather(buffer, at + type_at, _TYPE)["type"].astype(np.int64)
    payload = at + header
    for _ in range(_MOST_TAGS):
        _skip_tags(ether_type, payload, buffer)
    odd = _is_one_of(ether_type, ODD_TYPES)
    odd |= payload > at + captured
    if odd.any():
        ether_type[odd] = ODD
    return ether_type, payload


def _skip_tags(ether_type: Ints, payload: Ints, buffer: bytearray) -> None:
    tagged = np.flatnonzero(_is_one_of(ether_type, VLANS))
    if tagged.size:
        ether_type[tagged] = gather(buffer, payload[tagged] + 2, _TYPE)["type"]
        payload[tagged] += _TAG


def _is_one_of(ether_type: Ints, wanted: tuple[int, ...]) -> Bools:
    found = ether_type == wanted[0]
    for one in wanted[1:]:
        found |= ether_type == one
    return found
