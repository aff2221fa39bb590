"""The tables of options: for each PPP control protocol and number a name, the kind of its value, and the RFC."""

from l2tpscope.wire.ppp.mppe import SUPPORTED_BITS
from l2tpscope.wire.ppp.numbers import BACP, CCP, ECP, IPCP, IPV6CP, LCP
from l2tpscope.wire.ppp.option_kinds import (
    ADDRESS,
    ADDRESSES,
    AUTHENTICATION,
    CALLBACK,
    COMPRESSION,
    EMPTY,
    ENDPOINT,
    FCS,
    INTERFACE,
    MAC,
    MASK,
    NUMBER16,
    OCTETS,
    QUALITY,
    TEXT,
    U8,
    U16,
    OptionSpec,
)

# fmt: off
LCP_OPTIONS: dict[int, OptionSpec] = {
    0: OptionSpec("Vendor-Specific", OCTETS, "2153"),
    1: OptionSpec("MRU", U16, "1661 6.1"),
    2: OptionSpec("ACCM", MASK, "1662 7.1"),
    3: OptionSpec("Authentication-Protocol", AUTHENTICATION, "1661 6.2"),
    4: OptionSpec("Quality-Protocol", QUALITY, "1661 6.3"),
    5: OptionSpec("Magic-Number", MASK, "1661 6.4"),
    7: OptionSpec("PFC", EMPTY, "1661 6.5"),
    8: OptionSpec("ACFC", EMPTY, "1661 6.6"),
    9: OptionSpec("FCS-Alternatives", FCS, "1570 2.1"),
    10: OptionSpec("Self-Describing-Padding", U8, "1570 2.2"),
    11: OptionSpec("Numbered-Mode", OCTETS, "1663"),
    13: OptionSpec("Callback", CALLBACK, "1570 2.3"),
    15: OptionSpec("Compound-Frames", EMPTY, "1570 2.4"),
    17: OptionSpec("MRRU", U16, "1990 5.1.1"),
    18: OptionSpec("Short-Sequence-Number", EMPTY, "1990 5.1.2"),
    19: OptionSpec("Endpoint-Discriminator", ENDPOINT, "1990 5.1.3"),
    20: OptionSpec("Proprietary", OCTETS, "1661 6"),
    21: OptionSpec("DCE-Identifier", OCTETS, "1976"),
    22: OptionSpec("Multi-Link-Plus", OCTETS, "1934"),
    23: OptionSpec("Link-Discriminator", NUMBER16, "2125"),
    24: OptionSpec("LCP-Authentication", OCTETS, "1661 6"),
    25: OptionSpec("COBS", OCTETS, "1661 6"),
    26: OptionSpec("Prefix-Elision", OCTETS, "2686"),
    27: OptionSpec("Multilink-Header-Format", OCTETS, "2686"),
    28: OptionSpec("Internationalization", OCTETS, "2484"),
    29: OptionSpec("Simple-Data-Link", OCTETS, "2823"),
}
_IPCP = {
    1: OptionSpec("IP-Addresses", ADDRESSES, "1332 3.1"),
    2: OptionSpec("IP-Compression-Protocol", COMPRESSION, "1332 3.2"),
    3: OptionSpec("IP-Address", ADDRESS, "1332 3.3"),
    4: OptionSpec("Mobile-IPv4", ADDRESS, "2290"),
    129: OptionSpec("Primary-DNS", ADDRESS, "1877 1.1"),
    130: OptionSpec("Primary-NBNS", ADDRESS, "1877 1.2"),
    131: OptionSpec("Secondary-DNS", ADDRESS, "1877 1.3"),
    132: OptionSpec("Secondary-NBNS", ADDRESS, "1877 1.4"),
}
_IPV6CP = {
    1: OptionSpec("Interface-Identifier", INTERFACE, "5072 4.1"),
    2: OptionSpec("IPv6-Compression-Protocol", COMPRESSION, "5172"),
}
_CCP = {
    0: OptionSpec("OUI", OCTETS, "1962 4.1"),
    1: OptionSpec("Predictor-1", EMPTY, "1978"),
    2: OptionSpec("Predictor-2", EMPTY, "1978"),
    3: OptionSpec("Puddle-Jumper", OCTETS, "1962 4"),
    16: OptionSpec("HP-PPC", OCTETS, "1962 4"),
    17: OptionSpec("Stac-LZS", OCTETS, "1974"),
    18: OptionSpec("MPPE", SUPPORTED_BITS, "3078 2"),
    19: OptionSpec("Gandalf-FZA", OCTETS, "1993"),
    20: OptionSpec("V.42bis", OCTETS, "1962 4"),
    21: OptionSpec("BSD-Compress", U8, "1977"),
    23: OptionSpec("LZS-DCP", OCTETS, "1967"),
    24: OptionSpec("Deflate (old number) or MVRCA", OCTETS, "1975"),
    25: OptionSpec("DCE", OCTETS, "1976"),
    26: OptionSpec("Deflate", NUMBER16, "1979"),
    27: OptionSpec("V.44", OCTETS, "1962 4"),
}
_ECP = {
    0: OptionSpec("OUI", OCTETS, "1968"),
    1: OptionSpec("DESE", OCTETS, "1969"),
    2: OptionSpec("3DESE", OCTETS, "2420"),
    3: OptionSpec("DESE-bis", OCTETS, "2419"),
}
_BCP = {
    1: OptionSpec("Bridge-Identification", OCTETS, "3518"),
    2: OptionSpec("Line-Identification", OCTETS, "3518"),
    3: OptionSpec("MAC-Support", U8, "3518"),
    4: OptionSpec("Tinygram-Compression", U8, "3518"),
    5: OptionSpec("LAN-Identification", U8, "3518"),
    6: OptionSpec("MAC-Address", MAC, "3518"),
    7: OptionSpec("Spanning-Tree-Protocol", OCTETS, "3518"),
    8: OptionSpec("IEEE-802-Tagged-Frame", U8, "3518"),
    9: OptionSpec("Management-Inline", EMPTY, "3518"),
    10: OptionSpec("Bridge-Control-Packet-Indicator", EMPTY, "3518"),
}
_IPXCP = {
    1: OptionSpec("IPX-Network-Number", MASK, "1552"),
    2: OptionSpec("IPX-Node-Number", MAC, "1552"),
    3: OptionSpec("IPX-Compression-Protocol", OCTETS, "1552"),
    4: OptionSpec("IPX-Routing-Protocol", OCTETS, "1552"),
    5: OptionSpec("IPX-Router-Name", TEXT, "1552"),
    6: OptionSpec("IPX-Configuration-Complete", EMPTY, "1552"),
}
_ATCP = {
    1: OptionSpec("AppleTalk-Address", OCTETS, "1378"),
    2: OptionSpec("Routing-Protocol", OCTETS, "1378"),
    3: OptionSpec("Suppress-Broadcasts", OCTETS, "1378"),
    4: OptionSpec("AT-Compression-Protocol", OCTETS, "1378"),
    6: OptionSpec("Server-Information", OCTETS, "1378"),
    7: OptionSpec("Zone-Information", OCTETS, "1378"),
    8: OptionSpec("Default-Router-Address", OCTETS, "1378"),
}
_NBFCP = {
    1: OptionSpec("Name-Projection", OCTETS, "2097"),
    2: OptionSpec("Peer-Information", OCTETS, "2097"),
    3: OptionSpec("Multicast-Filtering", OCTETS, "2097"),
    4: OptionSpec("IEEE-MAC-Address-Required", EMPTY, "2097"),
}
# fmt: on

OPTIONS: dict[int, dict[int, OptionSpec]] = {
    LCP: LCP_OPTIONS,
    IPCP: _IPCP,
    IPV6CP: _IPV6CP,
    CCP: _CCP,
    0x80FB: _CCP,
    ECP: _ECP,
    0x8055: _ECP,
    BACP: {1: OptionSpec("Favored-Peer", MASK, "2125")},
    0x8031: _BCP,
    0x802B: _IPXCP,
    0x8029: _ATCP,
    0x803F: _NBFCP,
    0x8023: {1: OptionSpec("Align-NPDU", U8, "1377")},
    0x8059: {1: OptionSpec("Default-PID", NUMBER16, "3153")},
}
"""By protocol, then by option number (IANA ppp-numbers). MPLSCP, CDPCP and others have no options."""
