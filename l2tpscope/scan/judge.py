"""Judge: which located datagrams are L2TP, by port and content, and which are IKE and ESP; all rows at once."""

from collections.abc import Sequence

import numpy as np

from l2tpscope.scan.columns import Bools, Ints, chosen, column
from l2tpscope.scan.control import find_control, find_l2f
from l2tpscope.scan.data import DataColumns, joined, version2_data, version3_data
from l2tpscope.scan.judged import ESP, IKE, NOTHING, OTHER, Judged
from l2tpscope.scan.sights import Sights

_ISAKMP, _NAT_TRAVERSAL = 500, 4500


def judge(sights: Sights, ports: Sequence[int]) -> tuple[Judged, DataColumns]:
    """Tell L2TP control, L2TP data, L2F, IKE and ESP in UDP from everything else; `ports` are those of L2TP."""
    flags = column(sights.lines, "flags")
    judged = Judged(sights, flags, _on_port(sights, ports), np.zeros(len(flags), np.uint8))
    judged.kind[sights.nothing] = NOTHING
    foreign = np.flatnonzero(~judged.on_port)
    if foreign.size:
        _ipsec(judged, foreign)
    data = version2_data(judged)
    rest = np.flatnonzero(judged.kind == OTHER)
    if rest.size:
        find_control(judged, rest)
        find_l2f(judged, rest)
        version3 = version3_data(judged, rest)
        if version3.at.size:
            data = joined(data, version3)
    return judged, data


def _on_port(sights: Sights, ports: Sequence[int]) -> Bools:
    """Either UDP port is one of L2TP; so is what is over IP, and what is nothing of ours."""
    on_port = sights.over_ip.copy()
    for port in ports:
        on_port |= sights.source_port == port
        on_port |= sights.destination_port == port
    on_port[sights.nothing] = True
    return on_port


def _ipsec(judged: Judged, foreign: Ints) -> None:
    """IKE and ESP on their ports (RFC 3948 2): port 4500 tells them apart by the marker; a keepalive is neither."""
    sights = judged.sights
    source, destination = sights.source_port[foreign], sights.destination_port[foreign]
    on_500 = (source == _ISAKMP) | (destination == _ISAKMP)
    on_4500 = ~on_500 & ((source == _NAT_TRAVERSAL) | (destination == _NAT_TRAVERSAL))
    judged.kind[foreign[on_500]] = IKE
    floated = foreign[on_4500 & (sights.here[foreign] > 4)]  # noqa: PLR2004 - the marker and something after it
    if floated.size:
        marker = chosen(sights.lines, floated)["first_word"]
        judged.kind[floated] = np.where(marker == 0, np.uint8(IKE), np.uint8(ESP))
