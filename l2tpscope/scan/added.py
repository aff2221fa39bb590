"""Added: datagrams that packet/ took apart, laid out in a buffer of their own so that one judge serves both paths."""

from collections.abc import Sequence
from functools import lru_cache
from socket import AF_INET, AF_INET6, inet_pton

import numpy as np

from l2tpscope.scan.columns import WIDEST, Bools, Hashes, Ints, gather, layout, none
from l2tpscope.scan.datagram import L2TP_OVER_IP, Datagram
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.sights import ABOVE_AT, LINE, UDP_HEADER, Sights

_PAYLOAD_AT = ABOVE_AT + UDP_HEADER
_BEFORE = bytes(8)
"""Stands for the octets of an IP header before its addresses."""
_V4 = layout(8, addresses=("<u8", 0))
_V6 = layout(32, a=("<u8", 0), b=("<u8", 8), c=("<u8", 16), d=("<u8", 24))
_V6_ADDRESSES = 32


@lru_cache(maxsize=1 << 16)
def _octets(address: str) -> bytes:
    return inet_pton(AF_INET6 if ":" in address else AF_INET, address)


def sights_of(seen: Sequence[Datagram], hashing: Hashing) -> Sights:
    """The same columns as those of located frames, in the order given."""
    parts: list[bytes] = [bytes(WIDEST)]
    address_at, payload_at, is_v6 = [], [], []
    at = WIDEST
    for one in seen:
        addresses = _octets(one.source) + _octets(one.destination)
        parts += (_BEFORE, addresses, one.payload)
        address_at.append(at + len(_BEFORE))
        payload_at.append(at + len(_BEFORE) + len(addresses))
        is_v6.append(len(addresses) == _V6_ADDRESSES)
        at = payload_at[-1] + len(one.payload)
    parts.append(bytes(WIDEST))
    buffer = b"".join(parts)
    here = np.array([len(one.payload) for one in seen], np.int64)
    lines = gather(buffer, np.array(payload_at, np.int64) - _PAYLOAD_AT, LINE)
    lines["ip_id"] = [one.ip_id or 0 for one in seen]
    return Sights(
        buffer=buffer,
        lines=lines,
        frame=np.array([one.ref.frame for one in seen], np.int64),
        time_ns=np.array([one.time_ns for one in seen], np.int64),
        is_v6=np.array(is_v6, np.bool_),
        address_at=np.array(address_at, np.int64),
        address_hash=_hashes(buffer, np.array(address_at, np.int64), np.array(is_v6, np.bool_), hashing),
        payload_at=np.array(payload_at, np.int64),
        length=here + np.array([one.cut for one in seen], np.int64),
        here=here,
        source_port=np.array([one.source_port for one in seen], np.int64),
        destination_port=np.array([one.destination_port for one in seen], np.int64),
        over_ip=np.array([one.protocol == L2TP_OVER_IP for one in seen], np.bool_),
        nothing=none(),
    )


def _hashes(buffer: bytes, at: Ints, is_v6: Bools, hashing: Hashing) -> Hashes:
    found = hashing.of(gather(buffer, at, _V4)["addresses"])
    if is_v6.any():
        long = gather(buffer, at[is_v6], _V6)
        found[is_v6] = hashing.of(long["a"], long["b"], long["c"], long["d"])
    return found
