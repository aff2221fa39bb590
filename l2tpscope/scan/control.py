"""Control: which located datagrams are control messages and L2F (RFC 2661 3.1, RFC 3931 3.2, RFC 2341 4.2)."""

import numpy as np

from l2tpscope.scan.columns import Bools, Ints, chosen, column, gather, layout
from l2tpscope.scan.judged import CONTROL, CONTROL_HEADER, L2F, L_BIT, S_BIT, T_BIT, Judged
from l2tpscope.scan.sights import Sights

_CONTROL_FLAGS = 0xC802
"""T, L and S and nothing else, in version 2 (RFC 2661 3.1); one more is version 3."""
_HIGHEST_TYPE = 255
_MESSAGE_TYPE_AVP = 0x43FF, 8
"""Mask and value of the first 16 bits of a Message Type AVP: not hidden, 8 octets long."""
_AVP = layout(8, bits=(">u2", 0), vendor=(">u2", 2), type=(">u2", 4), value=(">u2", 6))
_L2F_RESERVED = 0x0FF0
_L2F = layout(16, protocol=("u1", 2), length=(">u2", 7), length_after_sequence=(">u2", 8))


def find_control(judged: Judged, rest: Ints) -> None:
    """Control messages: on their port leniently, elsewhere only by a header that is right in every bit."""
    sights = judged.sights
    over_ip = sights.over_ip[rest]
    if over_ip.any():
        rows = rest[over_ip & (sights.here[rest] >= 4 + CONTROL_HEADER)]
        judged.kind[rows[chosen(sights.lines, rows)["first_word"] == 0]] = CONTROL
        rest = rest[~over_ip]
    flags = judged.flags[rest]
    rows = rest[(flags & T_BIT != 0) & (flags & 0x000E == 2) & (sights.here[rest] >= 8)]  # noqa: PLR2004
    if not rows.size:
        return
    flags, length = judged.flags[rows], column(chosen(sights.lines, rows), "length")
    sent = sights.length[rows]
    exact = flags & 0xFFFE == _CONTROL_FLAGS
    typed = _has_type(sights, rows, np.full(len(rows), CONTROL_HEADER, np.int64))
    strict = exact & (length == sent) & (sights.here[rows] >= CONTROL_HEADER) & (typed | (length == CONTROL_HEADER))
    lenient = typed | (exact & (length >= CONTROL_HEADER) & (length <= sent))
    unsure = np.flatnonzero(~lenient)
    if unsure.size:
        ids = np.where(flags[unsure] & L_BIT, 4, 2)
        lenient[unsure] = _has_type(sights, rows[unsure], ids + np.where(flags[unsure] & S_BIT, 8, 4))
    judged.kind[rows[strict | (lenient & judged.on_port[rows])]] = CONTROL


def _has_type(sights: Sights, rows: Ints, after: Ints) -> Bools:
    """Whether a Message Type AVP of a plausible number stands `after` octets into the message."""
    avp = gather(sights.buffer, sights.payload_at[rows] + after, _AVP)
    mask, bits = _MESSAGE_TYPE_AVP
    found: Bools = (avp["bits"] & mask == bits) & (avp["vendor"] == 0) & (avp["type"] == 0)
    found &= (avp["value"] > 0) & (avp["value"] <= _HIGHEST_TYPE)
    found &= after + _AVP.itemsize <= sights.here[rows]
    return found


def find_l2f(judged: Judged, rest: Ints) -> None:
    """RFC 2341 4.2: version 1 on the port, a known protocol, and a Length that fits."""
    sights, flags = judged.sights, judged.flags[rest]
    rows = rest[(flags & 7 == 1) & (flags & _L2F_RESERVED == 0) & judged.on_port[rest] & ~sights.over_ip[rest]]
    if not rows.size:
        return
    flags, fields = judged.flags[rows], gather(sights.buffer, sights.payload_at[rows], _L2F)
    sequenced = flags & 0x1000 != 0
    length = np.where(sequenced, fields["length_after_sequence"], fields["length"])
    header = 9 + sequenced + np.where(flags & T_BIT, 2, 0) + np.where(flags & L_BIT, 4, 0)
    sane = (fields["protocol"] >= 1) & (fields["protocol"] <= 3) & (header <= length)  # noqa: PLR2004
    sane &= (length <= sights.length[rows]) & (sights.here[rows] >= 9 + sequenced)
    judged.kind[rows[sane]] = L2F
