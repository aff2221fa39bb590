"""Explanations of the error numbers that Windows shows its users, and MS-CHAP its clients."""

import re
from collections.abc import Iterable, Iterator

from l2tpscope.wire.ppp.microsoft import IPSEC_ERRORS, RAS_ERRORS

Lines = Iterator[tuple[str, str]]
"""(label, text) pairs; the first is the title."""

MS_CHAP = (646, 647, 648, 649, 691, 709)
"""Numbers that a Failure of MS-CHAP carries after E= (RFC 2433 6, RFC 2759 6)."""
PATTERN = r"(?:(?:(?:windows|ras|vpn|ms-?chap(?:v[12])?)(?: error)?|error)\s+|e\s*=\s*)?(\d{1,9})"
"""As in "809", "Windows error 809", "error 691", "MS-CHAP 691", "E=691"."""
PRIOR = "The number says where to look, not what it was: one and the same number has several causes on the wire."
LOOK_FOR: tuple[tuple[tuple[int, ...], str, tuple[str, ...]], ...] = (
    (
        (619,),
        "A CDN or StopCCN before authentication, or LCP without an answer.",
        ("ses-cdn-right-after-iccn", "ses-cdn-admin", "lcp-no-response", "data-plane-dead"),
    ),
    (
        (628, 629),
        "A Terminate-Request, CDN or StopCCN of the server, and the reason in it.",
        ("lcp-terminated-by-peer", "ses-cdn-admin", "tun-shutdown", "auth-protocol-refused"),
    ),
    ((631,), "A Terminate-Request of the client, then CDN and StopCCN: an ordinary end.", ()),
    ((633, 651, 676, 680, 692, 776), "Nothing on the wire: it is about the local computer or its line.", ()),
    ((638, 650), "Requests without an answer.", ("l2tp-no-reply-plain", "ike-no-reply", "lcp-no-response")),
    (
        (646, 647, 648, 649, 709),
        "A Failure of MS-CHAP with this number after E=.",
        ("auth-mschap-account", "auth-ok-then-policy"),
    ),
    (
        (691,),
        "A Failure of MS-CHAP with E=691, or an authentication protocol that the server does not permit.",
        ("auth-mschap-691", "auth-chap-failure", "auth-pap-nak", "auth-protocol-refused"),
    ),
    ((678, 679), "No answer to IKE or to the SCCRQ.", ("ike-no-reply", "l2tp-no-reply-plain", "icmp-unreachable")),
    (
        (718,),
        "A Response or a Configure-Request that is sent again and again.",
        ("auth-no-answer", "lcp-no-response", "auth-protocol-refused"),
    ),
    ((719, 734), "An LCP Terminate-Request and its reason.", ("lcp-terminated-by-peer", "auth-protocol-refused")),
    (
        (720, 731, 733),
        "IPCP rejected by a Protocol-Reject, or no address in the Configure-Nak.",
        ("ipcp-rejected", "ipcp-no-address", "ipcp-timeout", "ncp-dns-missing"),
    ),
    (
        (721,),
        "LCP Configure-Requests one way only.",
        ("lcp-no-response", "data-plane-dead", "data-one-way", "data-wrong-source-addr"),
    ),
    ((722,), "Packets of PPP that break the format.", ("lcp-framing-violation",)),
    ((732,), "The same option refused round after round.", ("lcp-not-converging", "lcp-mru-problem", "lcp-lost-ack")),
    ((735, 738), "Addresses in the Configure-Naks of IPCP.", ("ipcp-address-fight", "ipcp-no-address")),
    ((736,), "A Terminate-Ack of IPCP that nobody asked for.", ("ccp-ipcp-race", "ipv6cp-refused")),
    ((737,), "A Configure-Request that comes back with its own magic number.", ("lcp-loopback",)),
    ((741, 742, 743), "MPPE in the Configure-Requests of CCP, and what answers it.", ("ccp-mppe-required",)),
    (
        (766, 781, 786, 790, 798, 810, 835, 13806),
        "Certificates in IKE or EAP-TLS: an alert, a notify, or an exchange that ends before them.",
        ("ike-cert-problem", "auth-eap-failure"),
    ),
    ((768,), "No IKE at all: the IPsec service of the client is off.", ("sec-l2tp-cleartext",)),
    (
        (739, 778),
        "A Success of MS-CHAPv2, and at once a Terminate-Request of the client.",
        ("auth-server-proof-bad",),
    ),
    (
        (787, 811, 13801),
        "IKE that stops at its fifth message: secret or certificate.",
        ("ike-psk-mismatch", "ike-id-mismatch", "ike-cert-problem"),
    ),
    ((788, 791, 13802), "A notify NO_PROPOSAL_CHOSEN.", ("ike-no-proposal-chosen", "ike-weak-dh-refused")),
    (
        (789, 792, 793, 13803, 13804, 13805, 13807, 13808, 13809, 13810, 13811, 13812, 13813),
        "The last message of IKE that was answered, and its port: 500, or 4500 behind a NAT.",
        ("ike-no-reply", "ike-4500-blocked", "ike-psk-mismatch", "ike-fragment-loss", "win-natt-server-behind-nat"),
    ),
    ((800,), "Several protocols were tried: look at each of them.", ("ike-no-reply", "l2tp-no-reply-plain")),
    (
        (807,),
        "Loss, and what ended the tunnel.",
        ("path-loss", "hello-unanswered", "td-silent-death", "nat-mapping-moved"),
    ),
    ((808,), "A StopCCN, or an ICMP error that quotes the SCCRQ.", ("tun-not-authorized", "icmp-unreachable")),
    (
        (809,),
        "No answer to IKE on UDP 500 or 4500, or to the SCCRQ; a server behind a NAT, which Windows refuses unasked.",
        (
            "ike-no-reply",
            "l2tp-no-reply-plain",
            "lns-wrong-source-addr",
            "icmp-unreachable",
            "win-natt-server-behind-nat",
        ),
    ),
    (
        (812, 919),
        "A Success and at once the end, or an authentication protocol that was refused.",
        ("auth-ok-then-policy", "auth-protocol-refused", "auth-mutual-demanded"),
    ),
    (
        (828, 829),
        "What the last seconds before the end hold: idle time, unanswered HELLOs or echoes, a new IKE.",
        ("td-idle-or-session-timeout", "td-silent-death", "hello-unanswered", "lcp-echo-timeout", "nat-mapping-moved"),
    ),
    ((868,), "A DNS query without an answer, and no packet to the server.", ("dns-failure",)),
)
"""Numbers, what to look for in a capture, and the rules that find it; those to come are told once they are there."""


def windows_lines(name: str) -> Lines | None:
    """What an error number of Windows means; None for anything else."""
    match = re.fullmatch(
        r"(?:(?:windows|ras|vpn)(?: error)?|error|ms-?chap(?:v[12])?(?: error)?|e ?=)?\s*=?\s*(\d{1,9})",
        name,
        re.IGNORECASE,
    )
    if match is None:
        return None
    number = int(match[1])
    if number in RAS_ERRORS and number:
        return _lines(number, *RAS_ERRORS[number], "ERROR_", "raserror.h")
    if number in IPSEC_ERRORS:
        return _lines(number, *IPSEC_ERRORS[number], "ERROR_IPSEC_IKE_", "winerror.h")
    return None


def _lines(number: int, name: str, meaning: str, prefix: str, source: str) -> Lines:
    yield "", f"Windows error {number}: {prefix}{name}"
    yield "Meaning", meaning
    look_for = next((row for row in LOOK_FOR if number in row[0]), None)
    if look_for is not None:
        yield "Look for", look_for[1]
        rules = "\n".join(_known(look_for[2]))
        if rules:
            yield "Rules", rules
            yield "How sure", PRIOR
    if number in MS_CHAP:
        yield "Also", "a Failure of MS-CHAP carries this number after E="
    yield "Reference", f"{source}, RFC 2759 6" if number in MS_CHAP else source


def _known(names: Iterable[str]) -> Iterator[str]:
    """The rules that there are, with their titles."""
    from l2tpscope.rules.catalogue import CATALOGUE  # noqa: PLC0415 - 70 ms that other explanations need not wait for

    titles = {alias: rule.title for rule in CATALOGUE for alias in (*rule.aliases, rule.name)}
    return (f"{name}: {titles[name]}" for name in names if name in titles)


def windows_names() -> Iterator[str]:
    """Every number, as users call it."""
    yield from (f"Windows error {number}" for number in (*RAS_ERRORS, *IPSEC_ERRORS) if number)
