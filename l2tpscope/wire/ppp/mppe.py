"""MPPE: the bits of its option in words, and the header of an encrypted or compressed frame."""

from typing import NamedTuple

from l2tpscope.wire.header import u16
from l2tpscope.wire.ppp.option_kinds import OptionKind, words

STATELESS, BITS_128, BITS_56, BITS_40, OBSOLETE, MPPC = 0x0100_0000, 0x40, 0x80, 0x20, 0x10, 0x01
"""The bits H, S, M, L, D and C of the option's value (RFC 3078 2)."""
_WORDS = {
    STATELESS: "stateless", BITS_128: "128-bit", BITS_56: "56-bit", BITS_40: "40-bit", OBSOLETE: "obsolete (D)",
    MPPC: "MPPC",
}  # fmt: skip
SUPPORTED_BITS = OptionKind(4, 4, words(_WORDS, "nothing"), 4)
_FLUSHED, _RESTART, _COMPRESSED, _ENCRYPTED, _COUNT = 0x8000, 0x4000, 0x2000, 0x1000, 0x0FFF


class MppeHeader(NamedTuple):
    """RFC 3078 3: the bits A, B, C and D, and the count of frames of 12 bits."""

    flushed: bool
    restarted: bool
    compressed: bool
    encrypted: bool
    coherency_count: int


def mppe_header(octets: bytes) -> MppeHeader | None:
    """Read the octets after protocol 0x00fd, if MPPE or MPPC was negotiated; None for fewer than two octets."""
    bits = u16(octets, 0)
    if bits is None:
        return None
    return MppeHeader(
        flushed=bool(bits & _FLUSHED),
        restarted=bool(bits & _RESTART),
        compressed=bool(bits & _COMPRESSED),
        encrypted=bool(bits & _ENCRYPTED),
        coherency_count=bits & _COUNT,
    )
