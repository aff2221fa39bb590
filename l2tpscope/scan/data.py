"""Data: which located datagrams are L2TP data messages, and what their headers say (RFC 2661 3.1, RFC 3931 4.1)."""

from dataclasses import dataclass

import numpy as np

from l2tpscope.scan.columns import Bools, Fields, Ints, chosen, column, gather, layout
from l2tpscope.scan.judged import DATA, L_BIT, O_BIT, OTHER, S_BIT, T_BIT, VERSION, Judged
from l2tpscope.scan.sights import Sights

_DATA_BITS = T_BIT | 0x3430 | VERSION
"""What tells a version 2 data message: T and the reserved bits clear (RFC 4623 5.6 uses two), version 2."""
_UPPER = np.uint64(32)
_ADDRESS_AND_CONTROL = np.uint64(0xFF03)
"""RFC 1662 3.1."""
_FRAMED_FROM = np.uint64(0xFF02_0000)
"""What makes FF 03 and a protocol an index into _PROTOCOLS."""
_CONTROL = -1
_INNER = (0x21, 0x57)
"""PPP protocols of an IPv4 and of an IPv6 packet."""
_MULTILINK = 0x3D
_IN_MULTILINK, _COMPRESSED = -3, -2
"""Multilink with its protocol in two octets, and in one (PFC)."""
_WHOLE = 0xC0
"""The first octet of a fragment that is a whole packet: bits B and E, long sequence number (RFC 1990 3)."""
_IN_BUNDLES = (0x8021, 0x8053, 0x8057, 0x80FD, 0x8281, 0xC021, 0xC023, 0xC02B, 0xC02D, 0xC223, 0xC227)
"""Control protocols that are looked for inside multilink, as `wire/ppp/framing.py` has them."""
_LONGEST_PPP = 4
_FRAMED = 1 << 16
_NO_DATA = 127
_ALL_32 = np.uint64(0xFFFF_FFFF)


def _headers() -> Fields:
    """Octets of a data header, offset padding apart, by its first 16 bits; _NO_DATA where they are no data."""
    flags = np.arange(1 << 16)
    header = 6 + 2 * (flags >> 14 & 1) + 4 * (flags >> 11 & 1) + 2 * (flags >> 9 & 1)
    return np.where(flags & _DATA_BITS == 2, header, _NO_DATA).astype(np.int8)  # noqa: PLR2004


def _protocols() -> Fields:
    """Octets of the PPP header of an IP packet, by the two octets of its protocol (and 1 << 16 behind FF 03).

    _CONTROL where a control protocol is: 0x8000 or more, the first octet even, the second odd (RFC 1661 2); less where
    multilink is, 0 for all others. A first octet that is odd is the whole protocol (PFC, RFC 1661 6.5).
    """
    protocol = np.arange(_FRAMED)
    plain = np.where(protocol & 0x8101 == 0x8001, _CONTROL, 0)  # noqa: PLR2004
    plain[np.isin(protocol >> 8, _INNER)] = 1
    plain[list(_INNER)] = 2
    plain[protocol >> 8 == _MULTILINK], plain[_MULTILINK] = _COMPRESSED, _IN_MULTILINK
    return np.concatenate((plain, np.where(plain > 0, plain + 2, plain))).astype(np.int8)


_HEADERS = _headers()
_PROTOCOLS = _protocols()
_IDS_END = 8
"""Where the IDs end in a header with Length; without, 2 octets before."""
_DNS_MASK, _ONE_QUESTION = np.uint64(0x00FF_00FF_00FF_FFFF), np.uint64(0x0100)
"""Counts of a DNS header, byte-swapped: one question, fewer than 256 of anything else (RFC 1035 4.1.1)."""
_U16 = layout(2, number=(">u2", 0))
_FRAGMENT = layout(6, bits=("u1", 0), protocol=(">u2", 4))
_U32 = layout(4, number=(">u4", 0))


@dataclass(slots=True)
class DataColumns:
    """Data messages, one row each; `at` says which of the Sights.

    ids       Tunnel ID << 16 | Session ID; version 3: the 32-bit Session ID
    octets    of L2TP payload
    ns        -1 where the S bit is not set
    is_ppp_control   a PPP control frame (LCP, authentication, NCP) is inside
    inner     octets of the IP packet inside, 0 or less where there is none in plain; `inner_at` where it begins
    """

    at: Ints
    version: Ints
    ids: Ints
    octets: Ints
    ns: Ints
    is_ppp_control: Bools
    inner: Ints
    inner_at: Ints

    def where(self, keep: Bools) -> "DataColumns":
        """Only these rows."""
        return DataColumns(*(getattr(self, name)[keep] for name in DataColumns.__slots__))


def version2_data(judged: Judged) -> DataColumns:
    """RFC 2661 3.1, as lenient as wire/: the header fits into Length, and Length into the datagram."""
    sights, flags, lines = judged.sights, judged.flags, judged.sights.lines
    kind = _HEADERS[flags]
    header = kind.astype(np.int64)
    has_length = flags & L_BIT != 0
    length = np.where(has_length, column(lines, "length"), sights.length)
    sane = kind != _NO_DATA
    sane &= header <= length
    sane &= length <= sights.length
    _refuse(judged, sane, has_length)
    at = np.flatnonzero(sane)
    judged.kind[at] = DATA
    start = lines["start_of_l2tp"].astype(np.uint64)
    if at.size < len(sane):
        header, length, flags, start = header[at], length[at], flags[at], start[at]
    # The Length field, where there is one, moves what is behind it by 16 bits.
    ids = (start >> (32 - ((flags & L_BIT) >> 10)).view(np.uint64)) & _ALL_32
    padded = np.flatnonzero(flags & O_BIT)
    if padded.size:
        header[padded] += _padding(sights, at[padded], header[padded])
    ns = _numbers(sights, at, flags, header)
    is_ppp_control, ppp = _ppp(sights, at, header, length, padded)
    octets, place = length - header, header + ppp
    return DataColumns(
        at=at,
        version=np.full(len(at), 2, np.int64),
        ids=ids.view(np.int64),
        octets=np.maximum(octets, 0),
        ns=ns,
        is_ppp_control=is_ppp_control,
        inner=np.where(ppp, octets - ppp, 0),
        inner_at=place + (sights.payload_at if len(at) == len(sights.payload_at) else sights.payload_at[at]),
    )


def _refuse(judged: Judged, sane: Bools, has_length: Bools) -> None:
    """Take out what was judged before, IDs that were not captured, and DNS, for a resolver may pick port 1701."""
    sights, lines = judged.sights, judged.sights.lines
    sane[judged.kind != OTHER] = False
    if sights.over_ip.any():
        sane[sights.over_ip] = False
    rows = np.flatnonzero(sights.here < _IDS_END)
    sane[rows[sights.here[rows] < np.where(has_length[rows], _IDS_END, _IDS_END - 2)]] = False
    rows = np.flatnonzero(lines["dns_counts"] & _DNS_MASK == _ONE_QUESTION)
    if rows.size:
        rows = rows[(chosen(lines, rows)["dns_flags"] & 0x7840 == 0) & sane[rows]]
        for row in rows.tolist():
            start = int(sights.payload_at[row])
            octets = bytes(sights.buffer[start : start + min(int(sights.here[row]), 272)])
            sane[row] = not _has_question(octets)


def _has_question(octets: bytes) -> bool:
    """Whether labels, a type and a class follow the DNS header."""
    at = 12
    while at < len(octets) and 0 < octets[at] <= 63:  # noqa: PLR2004 - the longest label
        at += 1 + octets[at]
    return at + 5 <= len(octets) and octets[at] == 0 and octets[at + 3] & 0x7F == 0 and octets[at + 4] in (1, 3, 255)


def _padding(sights: Sights, at: Ints, header: Ints) -> Ints:
    """The offset padding that O announces; its size is the last field of the header, 0 where that was not captured."""
    sizes = column(gather(sights.buffer, sights.payload_at[at] + header - 2, _U16), "number")
    return np.where(header <= sights.here[at], sizes, 0)


def _numbers(sights: Sights, at: Ints, flags: Ints, header: Ints) -> Ints:
    """Ns of each row, -1 where S is not set or Ns was not captured."""
    numbers = np.full(len(at), -1, np.int64)
    rows = np.flatnonzero(flags & S_BIT)
    if rows.size:
        some = chosen(sights.lines, at[rows])
        ns = np.where(flags[rows] & L_BIT, some["ns_after_length"], some["ns"])
        numbers[rows] = np.where(header[rows] <= sights.here[at[rows]], ns, -1)
    return numbers


def _ppp(sights: Sights, at: Ints, header: Ints, length: Ints, padded: Ints) -> tuple[Bools, Ints]:
    """Where a PPP control frame is, and how long the PPP header before an IP packet is, 0 where there is none.

    Address and control field may be absent, and the protocol of IP may be one octet (RFC 1661 6.5, 6.6).
    """
    lines = sights.lines
    # 8 octets from the shortest header's end hold what follows headers of 6, 8 and 10 octets.
    word = lines["after_6"].astype(np.uint64)
    word = (word if len(at) == len(word) else word[at]) << ((header - 6) << 3).view(np.uint64) >> _UPPER
    far = np.flatnonzero(header > 10)  # noqa: PLR2004
    word[far] = chosen(lines, at[far])["after_12"]
    if padded.size:
        place = sights.payload_at[at[padded]] + header[padded]
        word[padded] = gather(sights.buffer, place, _U32)["number"]
    framed = word >> np.uint64(16) == _ADDRESS_AND_CONTROL
    what = _PROTOCOLS[np.where(framed, word - _FRAMED_FROM, word >> np.uint64(16)).view(np.int64)]
    control: Bools = what == _CONTROL
    here = sights.here if len(at) == len(sights.here) else sights.here[at]
    rows = np.flatnonzero(what < _CONTROL)
    if rows.size:
        place = header[rows] + np.where(framed[rows], 2, 0) + np.where(what[rows] == _IN_MULTILINK, 2, 1)
        fragment = gather(sights.buffer, sights.payload_at[at[rows]] + place, _FRAGMENT)
        whole = (fragment["bits"] == _WHOLE) & np.isin(fragment["protocol"], _IN_BUNDLES)
        control[rows] = whole & (place + _FRAGMENT.itemsize <= np.minimum(length[rows], here[rows]))
        what[rows] = 0
    rows = np.flatnonzero(control | (here < header + _LONGEST_PPP))
    end = np.minimum(length[rows], here[rows])
    control[rows] &= header[rows] + np.where(framed[rows], 4, 2) <= end
    what[rows] = 0
    size: Ints = what.astype(np.int64)
    return control, size


def version3_data(judged: Judged, rest: Ints) -> DataColumns:
    """RFC 3931 4.1.1.1 and 4.1.2.1: a Session ID that is not 0, over UDP after 32 bits that hold only the version."""
    sights = judged.sights
    rest = rest[sights.over_ip[rest] | (judged.flags[rest] == 3)]  # noqa: PLR2004
    over_ip, lines = sights.over_ip[rest], chosen(sights.lines, rest)
    first, second = lines["first_word"], lines["ids_after_length"]
    header = np.where(over_ip, 4, 8)
    session = np.where(over_ip, first, second).astype(np.int64)
    found = (judged.kind[rest] == OTHER) & (session != 0) & (sights.here[rest] >= header)
    found &= over_ip | (first == 0x00030000)  # noqa: PLR2004
    at = rest[found]
    judged.kind[at] = DATA
    count = len(at)
    return DataColumns(
        at=at,
        version=np.full(count, 3, np.int64),
        ids=session[found],
        octets=sights.length[at] - header[found],
        ns=np.full(count, -1, np.int64),
        is_ppp_control=np.zeros(count, np.bool_),
        inner=np.zeros(count, np.int64),
        inner_at=np.zeros(count, np.int64),
    )


def joined(one: DataColumns, other: DataColumns) -> DataColumns:
    """Both, in frame order."""
    order = np.argsort(np.concatenate((one.at, other.at)), kind="stable")
    names = DataColumns.__slots__
    columns = (np.concatenate((getattr(one, name), getattr(other, name)))[order] for name in names)
    return DataColumns(*columns)
