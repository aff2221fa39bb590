"""Authentication: by what protocol, who proves to whom who it is, what came of it."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.authenticate import authenticate, demanded, family_of, protocol_of
from l2tpscope.conversation.link import Exchange, PppLink, Said
from l2tpscope.conversation.model import SIDES, Address, PppFrame, Side
from l2tpscope.wire.ppp.numbers import CHAP, EAP, PAP
from l2tpscope.wire.ppp.packet import decode_ppp
from tests.conversation.dialled import LCP, OPEN, dialled, eap, sent

CLIENT, SERVER = "-->", "<--"
CHALLENGE, RESPONSE = "+0.1 <-- CHAP Challenge id={0} name=lns\n", "+0.1 --> CHAP Response id={0} name=alice\n"
VERIFYING = "+0.1 <-- LCP ConfReq id=1 auth={}\n+0.1 --> LCP ConfAck\n+0.1 --> LCP ConfReq id=1\n+0.1 <-- LCP ConfAck\n"
"""LCP opens, and the LNS demands a proof."""


def only(script: str) -> Exchange:
    (exchange,) = dialled(script).exchanges
    return exchange


def chap(number: int = 1) -> str:
    return CHALLENGE.format(number) + RESPONSE.format(number)


def pap(name: bytes) -> str:
    return sent(CLIENT, PAP, 1, bytes((len(name),)) + name + b"\x06secret")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("c023", "PAP"),
        ("c22305", "CHAP-MD5"),
        ("c22380", "MS-CHAPv1"),
        ("c22381", "MS-CHAPv2"),
        ("c22307", "CHAP algorithm 7"),
        ("c227", "EAP"),
        ("c027", "0xc027"),
        ("", "0x0000"),
    ],
)
def test_a_protocol_is_named_by_what_lcp_demands(value: str, name: str) -> None:
    assert protocol_of(bytes.fromhex(value)) == name


def test_a_demand_counts_once_the_peer_has_acknowledged_it() -> None:
    link = dialled(VERIFYING.format("mschapv2"))
    assert (demanded(link, Side.RECIPIENT), demanded(link, Side.INITIATOR)) == ("MS-CHAPv2", None)
    assert demanded(dialled("+0.1 <-- LCP ConfReq id=1 auth=chap\n"), Side.RECIPIENT) is None
    assert demanded(PppLink(), Side.RECIPIENT) is None


def test_chap_has_the_names_of_both_and_the_verdict() -> None:
    exchange = only(VERIFYING.format("chap") + chap() + '+0.1 <-- CHAP Success "Welcome"\n')
    assert (exchange.protocol, exchange.authenticator, exchange.result) == ("CHAP-MD5", Side.RECIPIENT, "success")
    assert (exchange.peer_name, exchange.server_name, exchange.message) == ("alice", "lns", "Welcome")
    assert exchange.reply_ns == 100_000_000
    assert [frame.code for frame in exchange.frames] == [1, 2, 3]


def test_a_failure_of_ms_chap_gives_number_message_and_whether_to_try_again() -> None:
    failed = VERIFYING.format("mschapv2") + chap() + '+0.1 <-- CHAP Failure "E=691 R=1 C=00 V=3 M=Denied"\n'
    exchange = only(failed)
    assert (exchange.protocol, exchange.result, exchange.code) == ("MS-CHAPv2", "failure", 691)
    assert (exchange.message, exchange.retry) == ("Denied", True)


def test_a_further_response_after_a_failure_that_allows_it_is_a_further_exchange() -> None:
    script = VERIFYING.format("mschapv2") + chap() + '+0.1 <-- CHAP Failure "E=691 R=1"\n'
    script += RESPONSE.format(2).replace("alice", "bob") + "+0.1 <-- CHAP Success\n"
    first, second = dialled(script).exchanges
    assert [(each.peer_name, each.result) for each in (first, second)] == [("alice", "failure"), ("bob", "success")]
    assert (second.protocol, second.server_name) == ("MS-CHAPv2", "lns")


def test_a_new_challenge_after_the_verdict_is_a_new_exchange_and_one_before_it_is_none() -> None:
    again = dialled(OPEN + chap() + "+0.1 <-- CHAP Success\n" + CHALLENGE.format(9)).exchanges
    assert [(each.result, len(each.challenges)) for each in again] == [("success", 1), (None, 1)]
    (slow,) = dialled(OPEN + chap(1) + chap(2) + "+0.1 <-- CHAP Success id=1\n").exchanges
    assert (len(slow.challenges), len(slow.responses), slow.result) == (2, 2, "success")


def test_the_verdict_that_came_first_stands() -> None:
    exchange = only(OPEN + chap() + "+0.1 <-- CHAP Success\n+0.1 <-- CHAP Failure\n")
    assert exchange.result == "success"


def test_without_lcp_the_response_tells_the_algorithm() -> None:
    v2, v1 = bytes((49,)) + b"\1" * 16 + bytes(8) + b"\2" * 24, bytes((49,)) + b"\1" * 49
    assert only(chap()).protocol == "CHAP-MD5"
    assert only(sent(CLIENT, CHAP, 2, v2 + b"\0alice")).protocol == "MS-CHAPv2"
    assert only(sent(CLIENT, CHAP, 2, v1 + b"alice")).protocol == "MS-CHAPv1"
    assert only(sent(CLIENT, CHAP, 2, bytes((20,)) + bytes(20) + b"alice")).protocol == "CHAP"


def test_both_may_demand_a_proof() -> None:
    other = "+0.1 --> CHAP Challenge name=alice\n+0.1 <-- CHAP Response name=lns\n+0.1 --> CHAP Failure\n"
    exchanges = dialled(OPEN + chap() + "+0.1 <-- CHAP Success\n" + other).exchanges
    assert [(each.authenticator, each.peer_name, each.result) for each in exchanges] == [
        (Side.RECIPIENT, "alice", "success"),
        (Side.INITIATOR, "lns", "failure"),
    ]


def test_pap_requests_that_are_repeated_are_one_exchange_until_a_verdict() -> None:
    refused = sent(SERVER, PAP, 3, b"\x03bad")
    first, second = dialled(OPEN + pap(b"alice") * 3 + refused + pap(b"bob")).exchanges
    assert (first.protocol, first.peer_name, len(first.responses)) == ("PAP", "alice", 3)
    assert (first.result, first.message, first.authenticator) == ("failure", "bad", Side.RECIPIENT)
    assert (second.peer_name, second.verdict) == ("bob", None)


def test_a_pap_request_whose_name_cannot_be_told_has_none() -> None:
    exchange = only(sent(CLIENT, PAP, 1, b"\x40alice\x06secret"))
    assert exchange.peer_name is None


def test_a_verdict_alone_is_an_exchange() -> None:
    assert only(sent(SERVER, PAP, 2, b"\0")).result == "success"
    assert only("+0.1 <-- CHAP Failure\n").result == "failure"
    assert only(eap(SERVER, 4)).result == "failure"


def test_eap_takes_the_name_of_its_method_once_that_is_offered() -> None:
    begun = eap(SERVER, 1, "01") + eap(CLIENT, 2, "01" + b"alice".hex())
    assert (only(begun).protocol, only(begun).peer_name) == ("EAP", "alice")
    md5 = eap(SERVER, 1, "0410" + "aa" * 16 + b"lns".hex(), 2) + eap(CLIENT, 2, "0410" + "bb" * 16, 2)
    exchange = only(begun + md5 + eap(SERVER, 3, identifier=2))
    assert (exchange.protocol, exchange.offered, exchange.server_name) == ("EAP-MD5", (4,), "lns")
    assert (exchange.result, len(exchange.challenges), len(exchange.responses)) == ("success", 2, 2)


def test_what_the_peer_wants_instead_is_kept() -> None:
    nak = eap(SERVER, 1, "0410" + "aa" * 16) + eap(CLIENT, 2, "031a0d") + eap(SERVER, 1, "1a", 2)
    exchange = only(nak + eap(CLIENT, 2, "030d", 2) + eap(SERVER, 4, identifier=2))
    assert (exchange.offered, exchange.wanted, exchange.result) == ((4, 26), (26, 13), "failure")


def test_a_failure_inside_eap_mschapv2_gives_its_number() -> None:
    failure = "1a0407" + "0010" + b"E=691 R=0 M=No".hex()
    exchange = only(eap(SERVER, 1, failure) + eap(CLIENT, 2, "1a04") + eap(SERVER, 4))
    assert (exchange.protocol, exchange.code, exchange.message) == ("EAP-MSCHAPv2", 691, "No")
    assert (exchange.retry, exchange.result) == (False, "failure")


@pytest.mark.parametrize(
    ("protocol", "family"),
    [("PAP", "PAP"), ("CHAP-MD5", "CHAP"), ("MS-CHAPv2", "CHAP"), ("EAP-TLS", "EAP"), ("PEAP", "EAP"), ("EAP", "EAP")],
)
def test_a_protocol_belongs_to_a_family(protocol: str, family: str) -> None:
    assert family_of(protocol) == family


def said(sender: Side, protocol: int, code: int, body: bytes) -> Said:
    octets = bytes((code, 1)) + (4 + len(body)).to_bytes(2) + body
    frame = PppFrame(FrameRef(0, 1), 0, sender, protocol, code, 1, octets, Address("192.0.2.1", 1701))
    return Said(frame, decode_ppp(protocol, octets))


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(SIDES), st.sampled_from((PAP, CHAP, EAP, LCP)), st.integers(0, 8), st.binary(max_size=60)
        ),
        max_size=20,
    )
)
def test_any_packets_in_any_order_leave_known_results(packets: list[tuple[Side, int, int, bytes]]) -> None:
    link = PppLink()
    for packet in packets:
        authenticate(link, said(*packet))
    assert {exchange.result for exchange in link.exchanges} <= {None, "success", "failure"}
    assert all((exchange.verdict is None) == (exchange.result is None) for exchange in link.exchanges)
    assert all(exchange.frames for exchange in link.exchanges)


class Unwalked(list[Exchange]):
    """Exchanges that may be added to, and not looked through."""

    def __iter__(self) -> Iterator[Exchange]:
        raise AssertionError("looked through")

    __reversed__ = __iter__


def test_a_frame_finds_its_exchange_however_many_there_were() -> None:
    link = PppLink(exchanges=Unwalked())
    for number in range(4):
        for sender, protocol, code, body in (
            (Side.INITIATOR, CHAP, 1, b"\x10" + bytes(16) + b"lac"),  # a demand that waits
            (Side.INITIATOR, PAP, 1, b"\1a\1b"),
            (Side.RECIPIENT, PAP, 3, b"\0"),
            (Side.RECIPIENT, EAP, 1, b"\4\x10" + bytes(16)),
        ):
            octets = bytes((code, number)) + (4 + len(body)).to_bytes(2) + body
            frame = PppFrame(FrameRef(0, 1), 0, sender, protocol, code, number, octets, Address("192.0.2.1", 1701))
            authenticate(link, Said(frame, decode_ppp(protocol, octets)))
    assert len(link.exchanges) == 1 + 4 + 1
