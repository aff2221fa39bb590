"""Located: a datagram that is worth decoding, with its payload and addresses already found."""

from typing import NamedTuple

from l2tpscope.scan.columns import Bools, Ints, column, gather, layout
from l2tpscope.scan.sights import Sights

_V4 = layout(16, ip_id=(">u2", 0), ttl=("u1", 4), source=("V4", 8), destination=("V4", 12))
_V6 = layout(33, ttl=("u1", 0), source=("V16", 1), destination=("V16", 17))
_BEFORE_4, _BEFORE_6 = 8, 1
"""How far before the addresses of an IP header the fields above begin."""


class Located(NamedTuple):
    """A datagram that the scan hands on: a control message, or a data message with a PPP control frame inside.

    source, destination   the addresses' octets (4 or 16)
    ip_id     IPv4 identification, None over IPv6
    cut       octets of the payload that the snap length cut off
    over_ip   IP protocol 115, the ports are 0; else UDP
    """

    frame: int
    time_ns: int
    is_control: bool
    source: bytes
    source_port: int
    destination: bytes
    destination_port: int
    ip_id: int | None
    ttl: int
    cut: int
    over_ip: bool
    octets: bytes


def located(sights: Sights, rows: Ints, is_control: Bools) -> list[Located]:
    """Copy these rows out of the buffer, in frame order."""
    is_v6 = sights.is_v6[rows]
    if not is_v6.any():
        return _of_one_version(sights, rows, is_control, 4)
    if is_v6.all():
        return _of_one_version(sights, rows, is_control, 6)
    mixed = _of_one_version(sights, rows[~is_v6], is_control[~is_v6], 4) + _of_one_version(
        sights, rows[is_v6], is_control[is_v6], 6
    )
    return sorted(mixed, key=lambda one: one.frame)


def _of_one_version(sights: Sights, rows: Ints, is_control: Bools, version: int) -> list[Located]:
    is_v4 = version == 4  # noqa: PLR2004
    fields, before = (_V4, _BEFORE_4) if is_v4 else (_V6, _BEFORE_6)
    header = gather(sights.buffer, sights.address_at[rows] - before, fields)
    start, here = sights.payload_at[rows], sights.here[rows]
    view = memoryview(sights.buffer)
    payloads = [view[a:b].tobytes() for a, b in zip(start.tolist(), (start + here).tolist(), strict=True)]
    columns = zip(
        sights.frame[rows].tolist(),
        sights.time_ns[rows].tolist(),
        is_control.tolist(),
        header["source"].tolist(),
        sights.source_port[rows].tolist(),
        header["destination"].tolist(),
        sights.destination_port[rows].tolist(),
        column(header, "ip_id").tolist() if is_v4 else [None] * len(rows),
        header["ttl"].tolist(),
        (sights.length[rows] - here).tolist(),
        sights.over_ip[rows].tolist(),
        payloads,
        strict=True,
    )
    return [Located._make(row) for row in columns]
