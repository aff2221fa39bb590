"""PPP control frames in words, and no password among them."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import PppFrame
from l2tpscope.views.ppp import is_request, ppp_label, ppp_text
from l2tpscope.wire.ppp.numbers import CHAP, EAP, LCP, PAP
from tests.views.handmade import ADDRESSES, LAC, START


def frame(protocol: int, code: int, body: bytes = b"") -> PppFrame:
    octets = bytes([code, 7]) + (4 + len(body)).to_bytes(2, "big") + body
    return PppFrame(FrameRef(0, 1), START, LAC, protocol, code, 7, octets, ADDRESSES[LAC])


def test_protocol_and_code_have_their_names() -> None:
    assert ppp_label(frame(LCP, 1)) == "LCP Configure-Request"
    assert ppp_label(frame(CHAP, 4)) == "CHAP Failure"
    assert ppp_label(frame(0x8021, 3)) == "IPCP Configure-Nak"
    assert ppp_label(frame(0xC0DF, 99)) == "0xc0df code 99"


def test_a_password_is_never_told() -> None:
    text = ppp_text(frame(PAP, 1, b"\x04erin\x0bmarmalade-4"))
    assert text == "user erin"


def test_reasons_are_quoted() -> None:
    assert ppp_text(frame(LCP, 5, b"User request")) == '"User request"'
    assert ppp_text(frame(CHAP, 4, b"E=691 R=1")) == '"E=691 R=1"'
    assert ppp_text(frame(PAP, 3, b"\x02no")) == '"no"'


def test_an_error_number_of_windows_is_told_in_words() -> None:
    text = ppp_text(frame(LCP, 5, bytes.fromhex("1a2b3c4d003ccd74000002e6")))
    assert text.startswith("Windows error 742 NO_REMOTE_ENCRYPTION: ")


def test_an_ncp_tells_why_it_ends() -> None:
    assert ppp_text(frame(0x80FD, 5, b"No compression negotiated")) == '"No compression negotiated"'


def test_a_challenge_tells_its_name_and_a_request_its_options() -> None:
    assert ppp_text(frame(CHAP, 1, b"\x02\xaa\xbblns")) == "name lns"
    assert ppp_text(frame(LCP, 1, b"\x01\x04\x05\xdc")) == "MRU 1500"
    assert ppp_text(frame(LCP, 2, b"\x01\x04\x05\xdc")) == ""


def test_requests_are_told_from_replies() -> None:
    assert [is_request(frame(*one)) for one in ((LCP, 1), (LCP, 2), (LCP, 9), (CHAP, 1), (PAP, 1), (EAP, 2))] == [
        True,
        False,
        False,
        True,
        True,
        False,
    ]


@given(st.integers(0, 0xFFFF), st.integers(0, 255), st.binary(max_size=40))
def test_any_octets_have_a_label_and_a_printable_text(protocol: int, code: int, octets: bytes) -> None:
    odd = PppFrame(FrameRef(0, 1), START, LAC, protocol, code, 0, octets, ADDRESSES[LAC])
    assert ppp_label(odd)
    assert ppp_text(odd).isprintable()
