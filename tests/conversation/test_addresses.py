"""What IPCP and CCP gave each side, and why an address is missing."""

import pytest

from l2tpscope.conversation.addresses import address_of, dns_of, mppe_of, why_no_address
from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import Side
from tests.conversation.played import tunnel_of

LAC, LNS = Side.INITIATOR, Side.RECIPIENT


def link_of(ppp: str) -> PppLink:
    """PPP of the only call."""
    (session,) = tunnel_of(f"0 setup\n0.1 icall\n{ppp}\nend 60").sessions
    assert session.link is not None
    return session.link


def test_the_address_of_a_side_is_the_one_that_its_peer_acknowledged() -> None:
    link = link_of(
        "1 --> IPCP ConfReq id=1 addr=0.0.0.0 dns=0.0.0.0\n+0.1 <-- IPCP ConfNak id=1 addr=10.0.0.9 dns=10.0.0.1\n"
        "+0.1 --> IPCP ConfReq id=2 addr=10.0.0.9 dns=10.0.0.1\n+0.1 <-- IPCP ConfAck"
    )
    assert address_of(link, LAC) == "10.0.0.9"
    assert dns_of(link, LAC) == ("10.0.0.1",)
    assert why_no_address(link, LAC) is None
    assert address_of(link, LNS) is None
    assert dns_of(link, LNS) == ()


@pytest.mark.parametrize(
    ("ppp", "why"),
    [
        ("1 <-- IPCP ConfReq", "it never asked for IPCP"),
        ("1 --> IPCP ConfReq\n2 <-- LCP ProtRej hex=8021010100040000", "IPCP itself was rejected"),
        ("1 --> IPCP ConfReq addr=none\n2 <-- IPCP ConfAck", "it asked for none"),
        ("1 --> IPCP ConfReq addr=0.0.0.0\n2 <-- IPCP ConfAck", "0.0.0.0 was acknowledged"),
        ("1 --> IPCP ConfReq", "its request was not answered"),
        ("1 --> IPCP ConfReq\n2 <-- IPCP ConfRej", "the address option was rejected"),
        ("1 --> IPCP ConfReq\n2 <-- IPCP ConfNak addr=0.0.0.0", "0.0.0.0 was suggested"),
        ("1 --> IPCP ConfReq\n2 <-- IPCP ConfNak addr=10.0.0.9", "its request was refused"),
        ("1 --> IPCP ConfReq hex=0302\n2 <-- IPCP ConfAck", "it asked for none"),
    ],
)
def test_it_says_why_a_side_has_no_address(ppp: str, why: str) -> None:
    assert why_no_address(link_of(ppp), LAC) == why


def test_the_old_option_with_two_addresses_gives_the_first_to_its_sender() -> None:
    link = link_of("1 --> IPCP ConfReq hex=010a0a0000020a000001\n2 <-- IPCP ConfAck")
    assert address_of(link, LAC) == "10.0.0.2"


def test_the_bits_of_mppe_are_those_that_were_acknowledged() -> None:
    link = link_of("1 --> CCP ConfReq mppe=01000040\n2 <-- CCP ConfAck\n3 <-- CCP ConfReq\n4 --> CCP ConfRej")
    agreed = mppe_of(link, LAC)
    assert agreed is not None
    assert agreed.text == "stateless, 128-bit"
    assert mppe_of(link, LNS) is None
