"""The header of a PPP multilink fragment: whether it begins or ends a frame, and its place among the fragments."""

from typing import NamedTuple

_BEGINS, _ENDS = 0x80, 0x40
_SHORT, _LONG = 2, 4
_SHORT_SEQUENCE, _LONG_SEQUENCE = 0x0FFF, 0xFF_FFFF


class MultilinkHeader(NamedTuple):
    """RFC 1990 3: `begins` and `ends` are the bits B and E, `at` is the offset of the fragment's octets.

    `sequence` has 24 bits, or 12 in the short format; None where the octets end before it does.
    """

    begins: bool
    ends: bool
    sequence: int | None
    at: int


def multilink_header(octets: bytes, *, is_short: bool = False) -> MultilinkHeader:
    """Read the header from the octets after protocol 0x003d; the short format has to be negotiated (RFC 1990 5.1.2).

    The fragment that begins a frame holds, from `at` on, its protocol and so on: ppp_framing reads it. Never raises.
    """
    width, mask = (_SHORT, _SHORT_SEQUENCE) if is_short else (_LONG, _LONG_SEQUENCE)
    bits = octets[0] if octets else 0
    sequence = int.from_bytes(octets[:width], "big") & mask if len(octets) >= width else None
    return MultilinkHeader(bool(bits & _BEGINS), bool(bits & _ENDS), sequence, min(width, len(octets)))
