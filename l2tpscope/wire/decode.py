"""Octets above UDP to ControlMessage or DataHeader; whatever the octets are, a value with defects comes back."""

from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.header import (
    AVP_HEADER,
    AVP_HEADER_OCTETS,
    AVP_LENGTH,
    AVP_RESERVED,
    AVP_RESERVED_SHIFT,
    CONTROL_FLAGS,
    CONTROL_HEADER,
    CONTROL_HEADER_OCTETS,
    H_BIT,
    M_BIT,
)
from l2tpscope.wire.kind import Kind, is_control_by_content, kind_of
from l2tpscope.wire.layout import Layout, layout_of
from l2tpscope.wire.message import Avp, ControlMessage, Defect

__all__ = ["Kind", "decode_control", "decode_data", "is_control_by_content", "kind_of"]

_ACK = 20
_CISCO = 9
_MESSAGE_TYPE_OCTETS = 2
_AVP = "2661 4.1"
_V2_FLAGS = CONTROL_FLAGS | 2
_MESSAGE_TYPE_FIRST = b"\x80\x08\0\0\0\0"
"""The header of the AVP that nearly every message begins with: M set, length 8, vendor 0, attribute 0."""
_MESSAGE_TYPE_END = 20

_UNUSUAL_AVP = H_BIT | AVP_RESERVED

_ALIKE = frozenset({0, 2, 3, 4, 6, 7, 8, 10, 16, 17, 18, 19, 24, 38})
"""Attributes that a peer sends alike in one message after the other: type, versions, capabilities, names, speeds."""
_ALIKES: dict[tuple[int, bytes], Avp] = {}
_MOST_ALIKES = 1 << 14
"""By offset and octets: of a million messages each such AVP is one object, found faster than made anew."""
_known_avp = _ALIKES.get

_header = CONTROL_HEADER.unpack_from
_avp_header = AVP_HEADER.unpack_from
_new = tuple.__new__


def decode_control(octets: bytes, cut: int = 0) -> ControlMessage:
    """Decode a control message or ZLB of version 2 or 3 (RFC 2661 3.1, 4.1; RFC 3931 3.2.1 over UDP).

    `octets` start at the first octet of the L2TP header. `cut` is the number of octets that the snap length took from
    their end: what is missing for that reason is no defect. Never raises; what breaks the format is in `defects`.
    """
    size = len(octets)
    if size >= CONTROL_HEADER_OCTETS:
        flags, length, tunnel_id, session_id, ns, nr = _header(octets)
        if flags == _V2_FLAGS and length == size:
            if size == CONTROL_HEADER_OCTETS:
                return _new(ControlMessage, (2, _V2_FLAGS, tunnel_id, session_id, ns, nr, None, True, (), (), octets))
            avps, defects = walk(octets, CONTROL_HEADER_OCTETS, size)
            if octets[12:18] == _MESSAGE_TYPE_FIRST and size >= _MESSAGE_TYPE_END:
                type_: int | None = octets[18] << 8 | octets[19]
            else:
                type_ = message_type_of(avps)
            of_header = (2, _V2_FLAGS, tunnel_id, session_id, ns, nr)
            return _new(ControlMessage, (*of_header, type_, False, avps, defects, octets))
    return _decode_unusual(octets, cut)


def walk(octets: bytes, at: int, end: int, cut: int = 0) -> tuple[tuple[Avp, ...], tuple[Defect, ...]]:
    """Step through the AVPs from offset `at` to `end` (RFC 2661 4.1).

    The octets of the AVPs found, put together, are the octets from `at` to where the first defect that ends the walk
    stands, or to `end`. An AVP that runs past `end` is left out, since its value is not whole.
    """
    avps: list[Avp] = []
    found = avps.append
    odd = 0
    last = end - AVP_HEADER_OCTETS
    while at <= last:
        after = at + ((octets[at] & 3) << 8 | octets[at + 1])
        key = at, octets[at:after]
        known = _known_avp(key)
        if known is not None and after <= end:
            found(known)
            at = after
            continue
        bits, vendor_id, type_ = _avp_header(octets, at)
        value_at = at + AVP_HEADER_OCTETS
        if after < value_at or after > end:
            break
        value = octets[value_at:after]
        if bits & _UNUSUAL_AVP:
            reserved = bits >> AVP_RESERVED_SHIFT & 15
            odd |= reserved
            found(_new(Avp, (vendor_id, type_, bits >= M_BIT, bits & H_BIT != 0, value, at, reserved, False)))
        else:  # spares the three operations above to nearly every AVP
            avp = _new(Avp, (vendor_id, type_, bits >= M_BIT, False, value, at, 0, False))
            found(avp)
            if type_ in _ALIKE and len(_ALIKES) < _MOST_ALIKES:
                _ALIKES[key] = avp
        at = after
    if at == end and not odd:
        return tuple(avps), ()
    return tuple(avps), (*_reserved_defects(avps), *_ending_defects(octets, at, end, cut))


def message_type_of(avps: tuple[Avp, ...]) -> int | None:
    """The number in the first readable Message Type AVP (RFC 2661 4.4.1), wherever it stands.

    Cisco's pre-standard acknowledgment, vendor 9 attribute 0, counts as the ACK of RFC 3931.
    """
    for vendor_id, type_, _, hidden, value, *_ in avps:
        if type_ == 0 and not hidden:
            if vendor_id == 0 and len(value) == _MESSAGE_TYPE_OCTETS:
                return value[0] << 8 | value[1]
            if vendor_id == _CISCO:
                return _ACK
    return None


def _reserved_defects(avps: list[Avp]) -> list[Defect]:
    odd = [avp for avp in avps if avp.reserved]
    return [Defect(avp.offset, f"reserved bits 0x{avp.reserved:X} are set in an AVP", _AVP) for avp in odd]


def _ending_defects(octets: bytes, at: int, end: int, cut: int) -> list[Defect]:
    """Why the walk stopped at `at`, before `end`; nothing where the snap length explains it."""
    left = end - at
    if left == 0:
        return []
    if left < AVP_HEADER_OCTETS:
        return [] if cut else [Defect(at, f"{left} octets where an AVP header of 6 should stand", _AVP)]
    length = _avp_header(octets, at)[0] & AVP_LENGTH
    if length < AVP_HEADER_OCTETS:
        return [Defect(at, f"AVP length {length} is below the minimum of 6", _AVP)]
    if length <= left + cut:
        return []
    return [Defect(at, f"AVP length {length} runs past the end of the message, {left + cut} octets away", _AVP)]


def _decode_unusual(octets: bytes, cut: int) -> ControlMessage:
    """The slow path: any header bits, any length, any cut."""
    layout: Layout = layout_of(octets, cut)
    avps, defects = walk(octets, layout.body_at, layout.end, layout.cut)
    return ControlMessage(
        version=layout.version,
        flags=layout.flags,
        tunnel_id=layout.tunnel_id,
        session_id=layout.session_id,
        ns=layout.ns,
        nr=layout.nr,
        type=message_type_of(avps),
        is_zlb=layout.is_empty,
        avps=avps,
        defects=(*layout.defects, *defects),
        octets=octets[: layout.end],
    )
