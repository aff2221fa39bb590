"""Explanations of PPP: its protocols, their codes and options, the methods of EAP."""

import re
from collections.abc import Iterator

from l2tpscope.wire.ppp.eap_methods import METHODS, method_name
from l2tpscope.wire.ppp.numbers import (
    BACP,
    BAP,
    CARRIED,
    CBCP,
    CCP,
    CHAP,
    CODES,
    CONFIGURATION,
    EAP,
    ECP,
    IPCP,
    IPV6CP,
    LCP,
    LQR,
    PAP,
    PROTOCOLS,
    code_name,
    is_control,
    is_ncp,
    is_negotiation,
    payload_name,
)
from l2tpscope.wire.ppp.option_kinds import ALGORITHMS, OptionSpec
from l2tpscope.wire.ppp.option_tables import OPTIONS

Lines = Iterator[tuple[str, str]]
"""(label, text) pairs; the first is the title."""

RFCS = {
    LCP: "1661", PAP: "1334", CHAP: "1994", EAP: "3748", LQR: "1989", IPCP: "1332", IPV6CP: "5072", CCP: "1962",
    0x80FB: "1962", ECP: "1968", 0x8055: "1968", BACP: "2125", BAP: "2125", 0x8031: "3518", 0x802B: "1552",
    0x8029: "1378", 0x803F: "2097", 0x8281: "3032", 0x8059: "3153", 0x0021: "1332", 0x0057: "5072", 0x003D: "1990",
    0x00FD: "1962", 0x002D: "1144", 0x002F: "1144",
}  # fmt: skip
"""Where each protocol is defined."""
PURPOSES = {
    LCP: "sets up, tests and ends the link: sizes, authentication, magic numbers, echoes",
    PAP: "sends user name and password as they are",
    CHAP: "proves a password by answering a challenge; MS-CHAPv1 and MS-CHAPv2 are algorithms of it",
    EAP: "carries methods of authentication between the client and a server behind the authenticator",
    IPCP: "opens IPv4: addresses, name servers, header compression",
    IPV6CP: "opens IPv6: interface identifiers; addresses follow by router advertisements or DHCPv6",
    CCP: "opens compression, and with MPPE encryption",
    ECP: "opens encryption",
    CBCP: "negotiates callback in the manner of Microsoft",
    LQR: "reports the quality of the link",
    0x8235: "Apple's control of routes for its clients; others reject it, without harm",
}
"""What protocols are for, where the name does not say it."""
PROTOCOL_OF = {name.lower(): number for number, name in {**CARRIED, **PROTOCOLS}.items()}
EXAMPLES = ("LCP option 3", "IPCP option 129", "PPP 0x8057", "LCP code 5", "EAP 26", "CHAP algorithm 129")


def ppp_lines(name: str) -> Lines | None:
    """What a protocol, code, option, method or algorithm means; None where nothing has this name."""
    for search in (_algorithm, _method, _numbered, _protocol, _named_option, _packet):
        found = search(name)
        if found is not None:
            return found
    return None


def ppp_names() -> Iterator[str]:
    """Names that can be explained, for those who misspelt one."""
    yield from PROTOCOLS.values()
    for protocol, table in OPTIONS.items():
        yield from (f"{PROTOCOLS[protocol]} {spec.name}" for spec in table.values())
    yield from EXAMPLES


def _number(text: str) -> int:
    return int(text, 16) if text.lower().startswith("0x") else int(text)


def _protocol(name: str) -> Lines | None:
    """As in "PPP 0x8057", "0x8057", "PPP protocol 33", "IPV6CP"."""
    match = re.fullmatch(
        r"(?:ppp(?: protocol)?\s+)?(0x[0-9a-f]{1,4})|ppp(?: protocol)?\s+(\d{1,5})", name, re.IGNORECASE
    )
    if match:
        number = _number(match[1] or match[2])
        return _protocol_lines(number) if number <= 0xFFFF else None  # noqa: PLR2004 - two octets
    known = PROTOCOL_OF.get(re.sub(r"^ppp (?:protocol )?", "", name.lower()))
    return None if known is None else _protocol_lines(known)


def _protocol_lines(protocol: int) -> Lines:
    known = protocol in PROTOCOLS or protocol in CARRIED
    yield "", f"PPP protocol 0x{protocol:04x}: {payload_name(protocol) if known else 'not assigned, or not known'}"
    if protocol in PURPOSES:
        yield "Purpose", PURPOSES[protocol]
    yield "Kind", _kind(protocol)
    if is_control(protocol) and protocol in PROTOCOLS and protocol != LQR:
        yield "Codes", ", ".join(f"{code} {each}" for code, each in _codes(protocol).items())
    if OPTIONS.get(protocol):
        yield "Options", ", ".join(f"{number} {spec.name}" for number, spec in OPTIONS[protocol].items())
    if protocol in RFCS:
        yield "Reference", f"RFC {RFCS[protocol]}"


def _kind(protocol: int) -> str:
    if is_ncp(protocol) and is_control(protocol):
        return "network control protocol; a peer without it answers with an LCP Protocol-Reject"
    return "link layer protocol" if is_control(protocol) else "carries data"


def _codes(protocol: int) -> dict[int, str]:
    """Codes above Code-Reject are of LCP alone, but for those by which CCP and ECP begin anew (RFC 1962 3)."""
    if protocol in CODES or protocol == LCP:
        return CODES.get(protocol) or {code: name for code, name in CONFIGURATION.items() if code not in (14, 15)}
    resets = (14, 15) if protocol in (CCP, 0x80FB, ECP, 0x8055) else ()
    return {code: name for code, name in CONFIGURATION.items() if 1 <= code <= 7 or code in resets}  # noqa: PLR2004


def _numbered(name: str) -> Lines | None:
    """As in "LCP option 3", "IPCP 129", "LCP code 5"; a number alone is that of an option, where there are any."""
    match = re.fullmatch(r"(0x[0-9a-f]{4}|[a-z0-9]+)\s+(?:(option|code)\s+)?(\d{1,3})", name, re.IGNORECASE)
    protocol = _protocol_named(match[1]) if match else None
    if match is None or protocol is None or not is_control(protocol):
        return None
    if (match[2] or ("option" if is_negotiation(protocol) else "code")).lower() == "code":
        return _code_lines(protocol, int(match[3]))
    return _option_lines(protocol, int(match[3])) if is_negotiation(protocol) else None


def _protocol_named(text: str) -> int | None:
    return _number(text) if text.lower().startswith("0x") else PROTOCOL_OF.get(text.lower())


def _code_lines(protocol: int, code: int) -> Lines:
    named = code_name(protocol, code) if code in _codes(protocol) else "not assigned"
    yield "", f"{payload_name(protocol)} code {code}: {named}"
    if protocol in RFCS:
        yield "Reference", f"RFC {RFCS[protocol]}"


def _option_lines(protocol: int, number: int) -> Lines:
    spec = OPTIONS.get(protocol, {}).get(number)
    if spec is None:
        yield "", f"{payload_name(protocol)} option {number}"
        yield "Meaning", "No table that l2tpscope knows names it; its octets are shown as they are."
        return
    yield from _spec_lines(protocol, number, spec)


def _spec_lines(protocol: int, number: int, spec: OptionSpec) -> Lines:
    yield "", f"{payload_name(protocol)} option {number}: {spec.name}"
    yield "Value", f"{spec.kind.due} octets" if spec.kind.longest else "none: it stands for itself"
    if (protocol, number) in REMARKS:
        yield "Meaning", REMARKS[protocol, number]
    yield "Reference", f"RFC {spec.rfc}"


REMARKS = {
    (LCP, 1): "the largest packet that the sender of the option can receive, in octets; 1500 without it",
    (LCP, 2): "characters that the sender wants escaped on a serial line; of no effect inside L2TP",
    (LCP, 3): "the sender demands that its peer prove who it is, by this protocol; a Configure-Nak names another",
    (LCP, 4): "the sender wants reports of the quality of the link",
    (LCP, 5): "a random number by which a link that leads back to its sender is found out; 0 for none",
    (LCP, 7): "protocol numbers below 256 may be sent in one octet",
    (LCP, 8): "the octets FF 03 may be left out",
    (LCP, 13): "the sender wants to be called back",
    (LCP, 17): "the sender can put together packets of this size from several links: multilink",
    (LCP, 18): "multilink with sequence numbers of 12 bits",
    (LCP, 19): "names the system, to find out which links belong to one bundle",
    (IPCP, 2): "the sender can receive compressed headers of TCP and IP",
    (IPCP, 3): "the sender's address; 0.0.0.0 asks the peer for one, which a Configure-Nak gives",
    (IPCP, 129): "0.0.0.0 asks the peer for a name server, which a Configure-Nak gives",
    (IPCP, 130): "0.0.0.0 asks the peer for a server of NetBIOS names (WINS)",
    (IPCP, 131): "0.0.0.0 asks the peer for a second name server",
    (IPCP, 132): "0.0.0.0 asks the peer for a second server of NetBIOS names (WINS)",
    (IPV6CP, 1): "the lower 64 bits of the sender's link-local address",
    (CCP, 18): "Microsoft's encryption and compression: bits for 40, 56 and 128 bit keys, stateless mode, MPPC",
}
"""What options say, in words."""


def _named_option(name: str) -> Lines | None:
    """As in "IPCP Primary-DNS", and "Primary-DNS" where one protocol alone has it or LCP is meant."""
    wanted = name.lower()
    for protocol, table in OPTIONS.items():
        for number, spec in table.items():
            if wanted in {spec.name.lower(), f"{PROTOCOLS[protocol]} {spec.name}".lower()}:
                return _spec_lines(protocol, number, spec)
    return None


def _packet(name: str) -> Lines | None:
    """As in "LCP Terminate-Request", "CHAP Failure"."""
    first, _, rest = name.partition(" ")
    protocol = _protocol_named(first) if rest else None
    if protocol is None or protocol not in PROTOCOLS:
        return None
    found = next((code for code, each in _codes(protocol).items() if each.lower() == rest.lower()), None)
    return None if found is None else _code_lines(protocol, found)


def _method(name: str) -> Lines | None:
    match = re.fullmatch(r"eap(?: method| type)?\s+(\d{1,3})", name, re.IGNORECASE)
    named = re.sub(r"^eap[- ]", "", name.lower())
    number = int(match[1]) if match else next((n for n, each in METHODS.items() if each.lower() == named), None)
    return None if number is None or (match is None and named == name.lower()) else _method_lines(number)


def _method_lines(number: int) -> Lines:
    yield "", f"EAP method {number}: {method_name(number) if number in METHODS else 'not assigned, or not known'}"
    yield "Reference", "RFC 3748 5, IANA eap-numbers"


def _algorithm(name: str) -> Lines | None:
    match = re.fullmatch(r"chap algorithm\s+(0x[0-9a-f]{1,2}|\d{1,3})", name, re.IGNORECASE)
    number = _number(match[1]) if match else {each.lower(): n for n, each in ALGORITHMS.items()}.get(name.lower())
    return None if number is None else _algorithm_lines(number)


def _algorithm_lines(number: int) -> Lines:
    yield "", f"CHAP algorithm {number}: {ALGORITHMS.get(number, 'not assigned')}"
    yield "Meaning", "in the Authentication-Protocol option of LCP, after the protocol CHAP"
    rfc = {0x80: "2433", 0x81: "2759"}.get(number, "1994")
    yield "Reference", f"RFC {rfc}, IANA ppp-numbers"
