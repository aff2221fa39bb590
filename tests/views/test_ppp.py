"""PPP control frames in words, and no password among them."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import PppFrame
from l2tpscope.views.ppp import is_request, ppp_label, ppp_marks, ppp_text
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


def test_options_of_network_protocols_are_told_and_an_ack_only_repeats_them() -> None:
    address = b"\x03\x06\x0a\x00\x00\x02"
    assert ppp_text(frame(0x8021, 1, address)) == "IP-Address 10.0.0.2"
    assert ppp_text(frame(0x8021, 3, address)) == "IP-Address 10.0.0.2"
    assert ppp_text(frame(0x8021, 2, address)) == ""
    assert ppp_text(frame(0x80FD, 1, bytes.fromhex("120601000040"))) == "MPPE stateless, 128-bit"
    assert ppp_text(frame(LCP, 1, b"\x07\x02\x08\x02")) == "PFC, ACFC"


def test_methods_and_identities_of_eap_are_told_and_no_answer() -> None:
    assert ppp_text(frame(EAP, 2, b"\x01alice")) == "method 1 (Identity), identity alice"
    assert ppp_text(frame(EAP, 2, b"\x03\x1a")) == "method 3 (Nak), wants instead MSCHAPv2"
    assert ppp_text(frame(EAP, 2, b"\x04\x10" + b"Q" * 16)) == "method 4 (MD5-Challenge)"
    assert ppp_text(frame(EAP, 2, b"\x06Sw0rdfish")) == "method 6 (GTC)"


def test_what_lcp_rejects_and_says_of_itself_is_told() -> None:
    assert ppp_text(frame(LCP, 8, b"\x80\x57\x01\x01\x00\x04")) == "rejected IPV6CP"
    assert ppp_text(frame(LCP, 12, bytes(4) + b"MSRASV5.20")) == "text MSRASV5.20"
    assert ppp_text(frame(LCP, 9, bytes(4))) == ""


def test_faults_of_the_format_are_marks_unless_the_snap_length_may_have_taken_the_rest() -> None:
    (mark,) = ppp_marks(frame(LCP, 1, b"\x01\x04\x05\xdc\x05\x01"))
    assert mark == "octet 8 of PPP: option 5 has Length 1, 2 is the least (RFC 1661 5)"
    whole = frame(LCP, 1, b"\x01\x04\x05\xdc")
    assert ppp_marks(whole) == ()
    assert all(ppp_marks(whole._replace(octets=whole.octets[:end])) == () for end in range(8))


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
