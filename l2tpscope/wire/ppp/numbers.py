"""The numbers of PPP and their names: protocols, and the codes of each."""

IPCP, IPV6CP, CCP, ECP, MPLSCP = 0x8021, 0x8057, 0x80FD, 0x8053, 0x8281
LCP, PAP, LQR, SPAP, CBCP, BACP, BAP, CHAP, EAP = (
    0xC021, 0xC023, 0xC025, 0xC027, 0xC029, 0xC02B, 0xC02D, 0xC223, 0xC227,
)  # fmt: skip
MULTILINK, LINK_COMPRESSED, COMPRESSED = 0x3D, 0xFB, 0xFD

PROTOCOLS: dict[int, str] = {
    0x8021: "IPCP", 0x8023: "OSINLCP", 0x8025: "XNSIDPCP", 0x8027: "DNCP", 0x8029: "ATCP", 0x802B: "IPXCP",
    0x8031: "BCP", 0x8035: "Banyan Vines CP", 0x803F: "NBFCP", 0x8041: "Cisco SNACP", 0x804B: "SNACP (LLC)",
    0x804D: "SNACP", 0x804F: "IP6HCCP", 0x8053: "ECP", 0x8055: "ECP (link)", 0x8057: "IPV6CP", 0x8059: "PPPMuxCP",
    0x80FB: "CCP (link)", 0x80FD: "CCP", 0x8207: "CDPCP", 0x8235: "ACSCP", 0x8281: "MPLSCP", 0xC021: "LCP",
    0xC023: "PAP", 0xC025: "LQR", 0xC027: "SPAP", 0xC029: "CBCP", 0xC02B: "BACP", 0xC02D: "BAP", 0xC05B: "VSAP",
    0xC05D: "VSNP", 0xC223: "CHAP", 0xC227: "EAP",
}  # fmt: skip
"""PPP protocol numbers of control protocols (IANA ppp-numbers)."""

CARRIED: dict[int, str] = {
    0x0001: "padding", 0x0021: "IPv4", 0x0023: "OSI", 0x0025: "XNS", 0x0027: "DECnet", 0x0029: "AppleTalk",
    0x002B: "IPX", 0x002D: "VJ compressed TCP/IP", 0x002F: "VJ uncompressed TCP/IP", 0x0031: "bridged frame",
    0x0035: "Banyan Vines", 0x003D: "multilink fragment", 0x003F: "NetBIOS", 0x0053: "encrypted (ECP)",
    0x0055: "encrypted on the link (ECP)", 0x0057: "IPv6", 0x0059: "multiplexed frames",
    0x0061: "IPHC full header", 0x0063: "IPHC compressed TCP", 0x0065: "IPHC compressed non-TCP",
    0x0067: "IPHC compressed RTP", 0x0069: "IPHC compressed UDP", 0x00FB: "compressed on the link",
    0x00FD: "compressed (MPPE)", 0x0201: "spanning tree", 0x0207: "Cisco Discovery", 0x0281: "MPLS",
    0x0283: "MPLS multicast",
}  # fmt: skip
"""PPP protocol numbers of what is carried, and of what carries it compressed or encrypted (IANA ppp-numbers)."""

CONFIGURATION: dict[int, str] = {
    0: "Vendor-Specific", 1: "Configure-Request", 2: "Configure-Ack", 3: "Configure-Nak", 4: "Configure-Reject",
    5: "Terminate-Request", 6: "Terminate-Ack", 7: "Code-Reject", 8: "Protocol-Reject", 9: "Echo-Request",
    10: "Echo-Reply", 11: "Discard-Request", 12: "Identification", 13: "Time-Remaining", 14: "Reset-Request",
    15: "Reset-Ack",
}  # fmt: skip
"""Codes of LCP and the NCPs (RFC 1661 5, RFC 1570 1, RFC 1962 3, RFC 2153 2)."""
_AUTHENTICATE = {1: "Authenticate-Request", 2: "Authenticate-Ack", 3: "Authenticate-Nak"}
CODES: dict[int, dict[int, str]] = {
    PAP: _AUTHENTICATE,
    SPAP: _AUTHENTICATE,
    CHAP: {
        1: "Challenge", 2: "Response", 3: "Success", 4: "Failure", 5: "Change-Password (version 1)",
        6: "Change-Password (version 2)", 7: "Change-Password",
    },
    EAP: {1: "Request", 2: "Response", 3: "Success", 4: "Failure", 5: "Initiate", 6: "Finish"},
    CBCP: {1: "Callback-Request", 2: "Callback-Response", 3: "Callback-Ack"},
    BAP: {
        1: "Call-Request", 2: "Call-Response", 3: "Callback-Request", 4: "Callback-Response",
        5: "Link-Drop-Query-Request", 6: "Link-Drop-Query-Response", 7: "Call-Status-Indication",
        8: "Call-Status-Response",
    },
}  # fmt: skip
"""Codes of protocols that have their own (RFC 1334 2.2, RFC 1994 4, RFC 2433 9, RFC 2759 7, RFC 3748 4, RFC 2125 5)."""

REQUEST, RESPONSE, SUCCESS, FAILURE = 1, 2, 3, 4
"""Of CHAP the Request is the Challenge (RFC 1994 4, RFC 3748 4)."""
AUTHENTICATE_REQUEST, AUTHENTICATE_ACK, AUTHENTICATE_NAK = 1, 2, 3
CONFIGURE_REQUEST, CONFIGURE_ACK, CONFIGURE_NAK, CONFIGURE_REJECT = 1, 2, 3, 4
TERMINATE_REQUEST, TERMINATE_ACK, CODE_REJECT, PROTOCOL_REJECT = 5, 6, 7, 8
ECHO_REQUEST, ECHO_REPLY, DISCARD_REQUEST, IDENTIFICATION, TIME_REMAINING = 9, 10, 11, 12, 13

_LINK_FIRST, _LINK_LAST = 0xC000, 0xFFFF
_NCP_FIRST, _NCP_LAST = 0x8000, 0xBFFF
_ODD = 0x01


def is_control(protocol: int) -> bool:
    """Whether the protocol controls a link or a network protocol: 0x8xxx to 0xbxxx, 0xcxxx to 0xfxxx (RFC 1661 2)."""
    return protocol & _ODD == _ODD and (is_ncp(protocol) or _LINK_FIRST <= protocol <= _LINK_LAST)


def is_ncp(protocol: int) -> bool:
    """Whether the number is of the range of network control protocols."""
    return _NCP_FIRST <= protocol <= _NCP_LAST


def is_negotiation(protocol: int) -> bool:
    """Whether it negotiates by Configure-Request and its answers: LCP, BACP, and all NCPs."""
    return protocol in (LCP, BACP) or is_ncp(protocol)


def protocol_name(protocol: int) -> str:
    """The protocol's name ("LCP", "IPCP"), or its number as "0xc0de"."""
    return PROTOCOLS.get(protocol, f"0x{protocol:04x}")


def code_name(protocol: int, code: int) -> str:
    """The code's name in the RFC's spelling, or "code 77"."""
    return CODES.get(protocol, CONFIGURATION).get(code, f"code {code}")


def packet_name(protocol: int, code: int) -> str:
    """Protocol and code, as in "LCP Configure-Request" or "IPCP code 77"; "LQR", which has no code (RFC 1989 2.4)."""
    name = protocol_name(protocol)
    return name if protocol == LQR else f"{name} {code_name(protocol, code)}"


def payload_name(protocol: int) -> str:
    """What a frame of this protocol holds: "IPv4", "compressed (MPPE)", "LCP", or the number as "0x0abc"."""
    return CARRIED.get(protocol) or protocol_name(protocol)
