"""Located: datagrams that are worth decoding, copied out of the buffer in which the scan found them."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import repeat
from operator import attrgetter

import numpy as np

from l2tpscope.capture.block import FrameRef
from l2tpscope.scan.address import address_text
from l2tpscope.scan.columns import Ints, column, gather, layout
from l2tpscope.scan.datagram import L2TP_OVER_IP, UDP, Datagram
from l2tpscope.scan.sights import Sights

_V4 = layout(16, ip_id=(">u2", 0), ttl=("u1", 4), source=("V4", 8), destination=("V4", 12))
_V6 = layout(33, ttl=("u1", 0), source=("V16", 1), destination=("V16", 17))
_BEFORE_4, _BEFORE_6 = 8, 1
"""How far before the addresses of an IP header the fields above begin."""
_frame_ref: Callable[[Iterable[int]], FrameRef] = partial(tuple.__new__, FrameRef)
_datagram: Callable[[Iterable[object]], Datagram] = partial(tuple.__new__, Datagram)
"""As _make, without a Python frame for each: there may be millions."""


AT_ONCE = 1 << 11
"""Datagrams made together: they are still in the processor's cache when they are decoded."""


def located(sights: Sights, rows: Ints, capture: int) -> Iterator[Datagram]:
    """Copy these rows out of the buffer of a capture (its index), in frame order, as they are asked for."""
    for first in range(0, len(rows), AT_ONCE):
        yield from _copied(sights, rows[first : first + AT_ONCE], capture)


def _copied(sights: Sights, rows: Ints, capture: int) -> list[Datagram]:
    is_v6 = sights.is_v6[rows]
    if not is_v6.any():
        return _of_one_version(sights, rows, capture, 4)
    if is_v6.all():
        return _of_one_version(sights, rows, capture, 6)
    mixed = _of_one_version(sights, rows[~is_v6], capture, 4) + _of_one_version(sights, rows[is_v6], capture, 6)
    return sorted(mixed, key=attrgetter("ref"))


def _of_one_version(sights: Sights, rows: Ints, capture: int, version: int) -> list[Datagram]:
    is_v4 = version == 4  # noqa: PLR2004
    fields, before = (_V4, _BEFORE_4) if is_v4 else (_V6, _BEFORE_6)
    header = gather(sights.buffer, sights.address_at[rows] - before, fields)
    start, here = sights.payload_at[rows], sights.here[rows]
    view = memoryview(sights.buffer)
    places = map(slice, start.tolist(), (start + here).tolist())
    source_port, destination_port = sights.source_port[rows].tolist(), sights.destination_port[rows].tolist()
    shared: dict[int, int] = {}  # nearly all have the same port: let it be one object
    columns = zip(
        map(_frame_ref, zip(repeat(capture), sights.frame[rows].tolist(), strict=False)),
        sights.time_ns[rows].tolist(),
        map(address_text, header["source"].tolist()),
        map(shared.setdefault, source_port, source_port),
        map(address_text, header["destination"].tolist()),
        map(shared.setdefault, destination_port, destination_port),
        np.where(sights.over_ip[rows], L2TP_OVER_IP, UDP).tolist(),
        map(bytes, map(view.__getitem__, places)),
        column(header, "ip_id").tolist() if is_v4 else repeat(None, len(rows)),
        header["ttl"].tolist(),
        (sights.length[rows] - here).tolist(),
        repeat((), len(rows)),
        strict=True,
    )
    return list(map(_datagram, columns))
