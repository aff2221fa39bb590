"""Headers of data messages: version 2, version 3 over UDP, and L2F."""

from l2tpscope.wire.header import (
    B_BIT,
    E_BIT,
    L2F_C,
    L2F_F,
    L2F_K,
    L2F_RESERVED,
    L2F_S,
    L_BIT,
    O_BIT,
    RESERVED_BITS,
    S_BIT,
    VERSION_MASK,
    u16,
)
from l2tpscope.wire.message import DataHeader, Defect

_V2 = "2661 3.1"
_L2F = "2341 4.2"
_DATA_RESERVED = RESERVED_BITS & ~(B_BIT | E_BIT)
_V3 = 3
_L2F_VERSIONS = (1, 9)


def decode_data(octets: bytes, cut: int = 0) -> DataHeader:
    """Decode the header of a data message (RFC 2661 3.1), of L2TPv3 data over UDP (RFC 3931 4.1.2.1), or of L2F.

    The payload is `octets[header.payload_at : header.length]`; `length` is None where the header has none.
    Version 3: tunnel_id is 0, the cookie is still part of the payload. L2F (RFC 2341 4.2): tunnel_id is the CLID,
    session_id the MID, ns the sequence octet. `cut` as in decode_control. Never raises.
    """
    flags = u16(octets, 0) or 0
    version = flags & VERSION_MASK
    if version == _V3:
        return _version3(octets, flags, cut)
    if version in _L2F_VERSIONS:
        return _l2f(octets, flags, cut)
    return _version2(octets, flags, cut)


def _version2(octets: bytes, flags: int, cut: int) -> DataHeader:
    length = u16(octets, 2) if flags & L_BIT else None
    at = 4 if flags & L_BIT else 2
    tunnel_id, session_id = u16(octets, at), u16(octets, at + 2)
    at += 4
    ns = nr = None
    if flags & S_BIT:
        ns, nr = u16(octets, at), u16(octets, at + 2)
        at += 4
    if flags & O_BIT:
        at += 2 + (u16(octets, at) or 0)
    defects = [*_version2_bits(flags), *_extent_defects(octets, at, length, cut, _V2)]
    payload_at = min(at, len(octets))
    return DataHeader(2, flags, tunnel_id or 0, session_id or 0, ns, nr, payload_at, length, tuple(defects))


def _version2_bits(flags: int) -> list[Defect]:
    found = []
    if flags & VERSION_MASK != 2:  # noqa: PLR2004
        found.append(Defect(0, f"header version {flags & VERSION_MASK} is not 2", _V2))
    if flags & _DATA_RESERVED:
        found.append(Defect(0, f"reserved header bits 0x{flags & _DATA_RESERVED:04X} are set", _V2))
    return found


def _extent_defects(octets: bytes, header: int, length: int | None, cut: int, rfc: str) -> list[Defect]:
    """What does not fit between the header, its Length field and the datagram."""
    size, whole = len(octets), len(octets) + cut
    found = []
    if whole < header:
        found.append(Defect(size, f"the datagram ends within the header of {header} octets", rfc))
    if length is not None and length < header:
        found.append(Defect(2, f"Length {length} is shorter than the header of {header} octets", rfc))
    elif length is not None and length > whole:
        found.append(Defect(2, f"Length {length}, but the datagram holds {whole} octets", rfc))
    elif length is not None and length < whole:
        found.append(Defect(length, f"{whole - length} octets follow the end given by Length {length}", rfc))
    return found


def _version3(octets: bytes, flags: int, cut: int) -> DataHeader:
    session_id = (u16(octets, 4) or 0) << 16 | (u16(octets, 6) or 0)
    defects = _extent_defects(octets, 8, None, cut, "3931 4.1.2.1")
    if flags & ~VERSION_MASK or u16(octets, 2):
        defects.append(Defect(0, "reserved header bits are set", "3931 4.1.2.1"))
    return DataHeader(3, flags, 0, session_id, None, None, min(8, len(octets)), None, tuple(defects))


def _l2f(octets: bytes, flags: int, cut: int) -> DataHeader:
    """RFC 2341 4.2.2: flags, Protocol, [Sequence], MID, CLID, Length, [Offset], [Key]; Length spares the checksum."""
    at = 4 if flags & L2F_S else 3
    ns = octets[3] if flags & L2F_S and len(octets) > 3 else None  # noqa: PLR2004
    mid, clid, length = u16(octets, at), u16(octets, at + 2), u16(octets, at + 4)
    at += 6
    offset = 0
    if flags & L2F_F:
        offset = u16(octets, at) or 0
        at += 2
    at += offset + (4 if flags & L2F_K else 0)
    checksum = 2 if flags & L2F_C else 0
    defects = _extent_defects(octets, at, length, cut - checksum if len(octets) >= checksum else cut, _L2F)
    if flags & L2F_RESERVED:
        defects.append(Defect(0, f"reserved header bits 0x{flags & L2F_RESERVED:04X} are set", _L2F))
    return DataHeader(1, flags, clid or 0, mid or 0, ns, None, min(at, len(octets)), length, tuple(defects))
