"""The bits of an L2TP header's first 16, the AVP header's, and the layout of each version."""

import struct

T_BIT, L_BIT, S_BIT, O_BIT, P_BIT = 0x8000, 0x4000, 0x0800, 0x0200, 0x0100
B_BIT, E_BIT = 0x0080, 0x0040
"""Fragment marks in version 2 data headers (RFC 4623 5.6); elsewhere reserved."""
VERSION_MASK = 0x000F
RESERVED_BITS = 0x34F0
"""The bits marked x in RFC 2661 3.1."""

L2F_F, L2F_K, L2F_P, L2F_S, L2F_C = 0x8000, 0x4000, 0x2000, 0x1000, 0x0008
L2F_RESERVED = 0x0FF0
"""RFC 2341 4.2.2: must be 0. The version is the three lowest bits, so C reads as part of L2TP's version nibble."""

M_BIT, H_BIT = 0x8000, 0x4000
AVP_RESERVED, AVP_RESERVED_SHIFT = 0x3C00, 10
AVP_LENGTH = 0x03FF
AVP_HEADER_OCTETS = 6

CONTROL_FLAGS = T_BIT | L_BIT | S_BIT
CONTROL_HEADER_OCTETS = 12

CONTROL_HEADER = struct.Struct(">6H")
"""flags, length, Tunnel ID, Session ID, Ns, Nr: the only legal layout of a control message (RFC 2661 3.1)."""
AVP_HEADER = struct.Struct(">3H")
"""bits and length, Vendor ID, Attribute Type (RFC 2661 4.1)."""
U16 = struct.Struct(">H")


def u16(octets: bytes, at: int) -> int | None:
    """The 16-bit number at this offset, or None where the octets end before it does."""
    return int.from_bytes(octets[at : at + 2], "big") if at + 2 <= len(octets) else None
