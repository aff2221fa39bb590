"""PPP control frames inside L2TP data, found and measured, and the options in proxy LCP AVPs."""

from typing import NamedTuple

from l2tpscope.wire.header import u16

_ADDRESS_CONTROL = b"\xff\x03"
_LCP_FIRST, _LCP_LAST = 0xC000, 0xFFFF
_NCP_FIRST, _NCP_LAST = 0x8000, 0xBFFF
_ODD = 0x01

PROTOCOLS: dict[int, str] = {
    0x8021: "IPCP", 0x8023: "OSINLCP", 0x8029: "ATCP", 0x802B: "IPXCP", 0x8031: "BCP", 0x803F: "NBFCP", 0x8053: "ECP",
    0x8055: "ECP (link)", 0x8057: "IPV6CP", 0x80FB: "CCP (link)", 0x80FD: "CCP", 0x8207: "CDPCP", 0x8235: "ACSCP",
    0x8281: "MPLSCP", 0xC021: "LCP", 0xC023: "PAP", 0xC025: "LQR", 0xC027: "SPAP", 0xC029: "CBCP", 0xC02B: "BACP",
    0xC02D: "BAP", 0xC223: "CHAP", 0xC227: "EAP",
}  # fmt: skip
"""PPP protocol numbers of control protocols (IANA ppp-numbers)."""

LCP_OPTIONS: dict[int, str] = {
    1: "MRU", 2: "ACCM", 3: "Authentication-Protocol", 4: "Quality-Protocol", 5: "Magic-Number", 7: "PFC", 8: "ACFC",
    9: "FCS-Alternatives", 13: "Callback", 17: "MRRU", 18: "Short-Sequence-Number", 19: "Endpoint-Discriminator",
    23: "Link-Discriminator",
}  # fmt: skip
_CHAP_ALGORITHMS = {5: "MD5", 0x80: "MS-CHAPv1", 0x81: "MS-CHAPv2"}
_MRU, _AUTHENTICATION, _MRRU = 1, 3, 17
_CHAP = 0xC223


class PppHeader(NamedTuple):
    """A PPP control packet (RFC 1661 5): `at` is the offset of its Code in the payload, `length` its Length field.

    `code`, `identifier` and `length` are 0 where the payload ends before them.
    """

    protocol: int
    code: int
    identifier: int
    at: int
    length: int


def ppp_control(payload: bytes) -> PppHeader | None:
    """Find a control packet of LCP, authentication or an NCP in a data message's payload; None for any other frame.

    The address and control octets FF 03 may be absent (ACFC), and the protocol may be one octet long (PFC), which
    control protocols never are: their first octet is even (RFC 1661 2, RFC 1662 3.1).
    """
    at = 2 if payload[:2] == _ADDRESS_CONTROL else 0
    protocol = u16(payload, at)
    if protocol is None or payload[at] & _ODD or not _is_control(protocol):
        return None
    at += 2
    head = payload[at : at + 4].ljust(4, b"\0")
    return PppHeader(protocol, head[0], head[1], at, head[2] << 8 | head[3])


def _is_control(protocol: int) -> bool:
    return protocol & _ODD == _ODD and (_NCP_FIRST <= protocol <= _NCP_LAST or _LCP_FIRST <= protocol <= _LCP_LAST)


def protocol_name(protocol: int) -> str:
    """The protocol's name ("LCP", "IPCP"), or its number as "0xc0de"."""
    return PROTOCOLS.get(protocol, f"0x{protocol:04x}")


def lcp_options(body: bytes) -> list[str]:
    """The options of an LCP Configure-Request body, each as "MRU 1500"; a rest that is no option as hex."""
    shown: list[str] = []
    at = 0
    while at < len(body):
        length = body[at + 1] if at + 1 < len(body) else 0
        if length < 2 or at + length > len(body):  # noqa: PLR2004 - type and length
            shown.append(f"malformed {body[at:].hex()}")
            break
        shown.append(_option(body[at], body[at + 2 : at + length]))
        at += length
    return shown


def _option(type_: int, value: bytes) -> str:
    name = LCP_OPTIONS.get(type_, f"option {type_}")
    if type_ in (_MRU, _MRRU) and len(value) == 2:  # noqa: PLR2004
        return f"{name} {u16(value, 0)}"
    protocol = u16(value, 0)
    if type_ == _AUTHENTICATION and protocol is not None:
        return f"{name} {_authentication(protocol, value[2:])}"
    return f"{name} 0x{value.hex()}" if value else name


def _authentication(protocol: int, rest: bytes) -> str:
    if protocol == _CHAP and len(rest) == 1:
        return f"CHAP {_CHAP_ALGORITHMS.get(rest[0], f'algorithm {rest[0]}')}"
    return f"{protocol_name(protocol)} {rest.hex()}".rstrip()
