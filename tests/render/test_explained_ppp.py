"""What the explanations say of PPP."""

import pytest

from l2tpscope.render.explained import explained, near
from l2tpscope.render.explained_ppp import EXAMPLES, PURPOSES, REMARKS, RFCS, ppp_lines, ppp_names
from l2tpscope.render.ink import Ink
from l2tpscope.wire.ppp.numbers import CARRIED, PROTOCOLS
from l2tpscope.wire.ppp.option_tables import OPTIONS


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("LCP option 3", ["LCP option 3: Authentication-Protocol", "2 or more octets", "RFC 1661 6.2"]),
        ("lcp 1", ["LCP option 1: MRU", "2 octets"]),
        ("LCP option 7", ["PFC", "stands for itself"]),
        ("LCP option 77", ["LCP option 77", "No table"]),
        ("IPCP option 129", ["IPCP option 129: Primary-DNS", "RFC 1877 1.1"]),
        ("ipcp primary-dns", ["IPCP option 129: Primary-DNS"]),
        ("Interface-Identifier", ["IPV6CP option 1"]),
        ("CCP option 18", ["MPPE", "encryption"]),
        ("PPP 0x8057", ["PPP protocol 0x8057: IPV6CP", "Protocol-Reject", "1 Interface-Identifier", "RFC 5072"]),
        ("0x8057", ["IPV6CP"]),
        ("PPP protocol 33", ["PPP protocol 0x0021: IPv4", "carries data"]),
        ("PPP 0xc021", ["LCP", "9 Echo-Request", "link layer protocol"]),
        ("PPP 0x9999", ["not assigned"]),
        ("CHAP", ["1 Challenge", "RFC 1994"]),
        ("CCP", ["14 Reset-Request"]),
        ("LCP code 5", ["LCP code 5: Terminate-Request"]),
        ("CHAP 4", ["CHAP code 4: Failure"]),
        ("LCP Terminate-Request", ["LCP code 5"]),
        ("IPCP code 9", ["not assigned"]),
        ("EAP 26", ["EAP method 26: MSCHAPv2"]),
        ("EAP-TLS", ["EAP method 13: TLS"]),
        ("EAP method 200", ["not assigned"]),
        ("CHAP algorithm 129", ["MS-CHAPv2", "RFC 2759"]),
        ("MS-CHAPv1", ["CHAP algorithm 128", "RFC 2433"]),
    ],
)
def test_a_word_of_ppp_is_explained(name: str, says: list[str]) -> None:
    text = explained(name, Ink())
    assert text is not None
    assert all(words in " ".join(text.split()) for words in says), text


@pytest.mark.parametrize("name", [*ppp_names(), *EXAMPLES])
def test_every_name_is_explained_in_the_width_asked_for(name: str) -> None:
    text = explained(name, Ink(width=60)) or ""
    assert 0 < max(map(len, text.splitlines())) <= 60


@pytest.mark.parametrize(
    "name", ["", "LCP", "LCP option", "PPP", "PPP 0x123456", "PPP 99999", "IPv4 option 3", "x 3", "LCP nothing"]
)
def test_what_means_nothing_to_ppp_is_left_to_others(name: str) -> None:
    assert (ppp_lines(name) is not None) == (name == "LCP")


def test_every_remark_is_about_what_the_tables_know() -> None:
    assert all(number in OPTIONS[protocol] for protocol, number in REMARKS)
    assert PURPOSES.keys() | RFCS.keys() <= PROTOCOLS.keys() | CARRIED.keys()


def test_misspelt_options_have_near_ones() -> None:
    assert "IPCP Primary-DNS" in near("ipcp primary dns")
