"""Where the fields of a control header stand when its bits are not the ones that the RFC demands."""

from typing import NamedTuple

from l2tpscope.wire.header import (
    CONTROL_HEADER_OCTETS,
    L_BIT,
    O_BIT,
    P_BIT,
    RESERVED_BITS,
    S_BIT,
    T_BIT,
    VERSION_MASK,
    u16,
)
from l2tpscope.wire.message import Defect

_HEADER = "2661 3.1"
_HEADER_V3 = "3931 3.2.1"
_V3 = 3
_MESSAGE_TYPE_HEADER = (8, 0, 0)
_MUST_BE_SET = (
    (T_BIT, "T bit (control) is not set"),
    (L_BIT, "L bit (length) is not set"),
    (S_BIT, "S bit (sequence) is not set"),
)
_MUST_BE_CLEAR = (
    (O_BIT, "O bit (offset) is set on a control message"),
    (P_BIT, "P bit (priority) is set on a control message"),
)


class Layout(NamedTuple):
    """A control header read leniently: its fields, where the AVPs begin and end, and what is wrong with it.

    end   offset after the last octet of the message within the octets at hand
    cut   octets of the message that the snap length took
    """

    version: int
    flags: int
    tunnel_id: int
    session_id: int | None
    ns: int | None
    nr: int | None
    body_at: int
    end: int
    cut: int
    is_empty: bool
    defects: tuple[Defect, ...]


class _Positions(NamedTuple):
    """Offsets of the fields; None where the field has no octets."""

    length: int | None
    ids: int
    ns: int | None
    body: int


def layout_of(octets: bytes, cut: int) -> Layout:
    """Read the header of a control message whose bits or length are not the usual ones (RFC 2661 3.1)."""
    flags = u16(octets, 0) or 0
    version = flags & VERSION_MASK
    positions = _positions(octets, flags)
    length = None if positions.length is None else u16(octets, positions.length)
    end, defects = _end(octets, length, positions, cut)
    is_v3 = version == _V3
    first, second = u16(octets, positions.ids) or 0, u16(octets, positions.ids + 2) or 0
    missing = max(0, (length or len(octets) + cut) - len(octets)) if cut else 0
    return Layout(
        version=version,
        flags=flags,
        tunnel_id=first << 16 | second if is_v3 else first,
        session_id=None if is_v3 else second,
        ns=None if positions.ns is None else u16(octets, positions.ns),
        nr=None if positions.ns is None else u16(octets, positions.ns + 2),
        body_at=min(positions.body, end),
        end=end,
        cut=min(cut, missing),
        is_empty=positions.body == end and not missing,
        defects=(*_flag_defects(flags), *_short_defects(octets, positions, cut), *defects),
    )


def declared_body(octets: bytes, flags: int) -> int:
    """Where the AVPs begin if the header's bits are true."""
    return _declared(octets, flags).body


def _positions(octets: bytes, flags: int) -> _Positions:
    """Positions by the header's bits; the usual ones where only those lead to a Message Type AVP.

    Some senders clear the L or S bit and yet leave the octets in place.
    """
    declared = _declared(octets, flags)
    usual = _Positions(2, 4, 8, CONTROL_HEADER_OCTETS)
    if declared == usual or starts_with_message_type(octets, declared.body):
        return declared
    is_usual = starts_with_message_type(octets, usual.body) or u16(octets, 2) == len(octets) >= CONTROL_HEADER_OCTETS
    return usual if is_usual else declared


def _declared(octets: bytes, flags: int) -> _Positions:
    ids = 4 if flags & L_BIT else 2
    body = ids + 4
    ns = None
    if flags & S_BIT:
        ns = body
        body += 4
    if flags & O_BIT:
        body += 2 + (u16(octets, body) or 0)
    return _Positions(2 if flags & L_BIT else None, ids, ns, body)


def starts_with_message_type(octets: bytes, at: int) -> bool:
    """Whether a Message Type AVP stands at this offset: length 8, not hidden, vendor 0, attribute 0."""
    bits, vendor_id, type_ = u16(octets, at), u16(octets, at + 2), u16(octets, at + 4)
    return bits is not None and (bits & 0x43FF, vendor_id, type_) == _MESSAGE_TYPE_HEADER


def _end(octets: bytes, length: int | None, positions: _Positions, cut: int) -> tuple[int, list[Defect]]:
    """Where the message ends within `octets`, by its Length field and by what is there."""
    size = len(octets)
    if length is None or length == size + cut:
        return size, []
    if length < positions.body:
        return size, [Defect(2, f"Length {length} is shorter than the header of {positions.body} octets", _HEADER)]
    if length > size + cut:
        return size, [Defect(2, f"Length {length}, but the datagram holds {size + cut} octets", _HEADER)]
    after = size + cut - length
    return min(length, size), [Defect(length, f"{after} octets follow the end given by Length {length}", _HEADER)]


def _short_defects(octets: bytes, positions: _Positions, cut: int) -> list[Defect]:
    if len(octets) >= positions.body or cut:
        return []
    return [Defect(len(octets), f"the message ends within its header of {positions.body} octets", _HEADER)]


def _flag_defects(flags: int) -> list[Defect]:
    """What RFC 2661 3.1 demands of a control message's first 16 bits, and is not so."""
    version = flags & VERSION_MASK
    rfc = _HEADER_V3 if version == _V3 else _HEADER
    texts = [text for bit, text in _MUST_BE_SET if not flags & bit]
    texts += [text for bit, text in _MUST_BE_CLEAR if flags & bit]
    if flags & RESERVED_BITS:
        texts.append(f"reserved header bits 0x{flags & RESERVED_BITS:04X} are set")
    if version not in (2, _V3):
        texts.append(f"header version {version} is not 2 or 3")
    return [Defect(0, text, rfc) for text in texts]
