"""An L2TP message in full."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.views.message import control_parts, data_parts
from l2tpscope.wire.encode import encode_avp, encode_control, encode_data


def _text(octets: bytes) -> str:
    return "\n".join(line for part in control_parts(octets) for line in (part.title, *part.lines))


def test_a_control_message_shows_its_bits_ids_and_avps() -> None:
    avps = encode_avp(9, (4711).to_bytes(2, "big")) + encode_avp(7, b"lac-one", mandatory=False)
    text = _text(encode_control(1, tunnel_id=0, ns=0, nr=0, avps=avps))
    assert text.startswith("L2TPv2 control message: SCCRQ\nT=1 L=1 S=1 O=0 P=0, version 2, Length 41\n")
    assert "Tunnel ID 0, Session ID 0, Ns 0, Nr 0" in text
    assert "M- 0   Message Type: 1 (SCCRQ)" in text
    assert "M- 9   Assigned Tunnel ID: 4711" in text
    assert "-- 7   Host Name: lac-one" in text


def test_a_result_code_shows_its_three_parts() -> None:
    avps = encode_avp(1, bytes.fromhex("00020006") + b"Invalid")
    assert "result 2, error 6, message Invalid" in _text(encode_control(4, tunnel_id=9, ns=1, nr=1, avps=avps))


def test_a_zlb_has_no_avps() -> None:
    parts = list(control_parts(encode_control(None, tunnel_id=9, ns=1, nr=1)))
    assert [part.title for part in parts] == ["L2TPv2 control message: ZLB"]


def test_a_hidden_avp_and_a_vendors_are_marked() -> None:
    avps = encode_avp(7, b"\xab\xcd", hidden=True) + encode_avp(1, b"x", vendor_id=4242)
    text = _text(encode_control(1, tunnel_id=0, ns=0, nr=0, avps=avps))
    assert "MH 7   Host Name: hidden, 2 octets" in text
    assert "M- 4242/1   vendor 4242 AVP 1: 78" in text


def test_secret_values_are_not_shown() -> None:
    text = _text(encode_control(12, tunnel_id=9, ns=1, nr=1, avps=encode_avp(33, b"swordfish")))
    assert "swordfish" not in text
    assert b"swordfish".hex() not in text
    assert "masked" in text


def test_defects_are_listed_with_their_offset() -> None:
    text = _text(encode_control(1, tunnel_id=0, ns=0, nr=0) + b"\x00")
    assert "Defects\noctet 20: 1 octets follow" in text


def test_data_shows_its_numbers_and_the_ppp_frame_in_it() -> None:
    payload = bytes.fromhex("ff03c021 01 05 0008 0104 0578")
    parts = list(data_parts(encode_data(5, 6, payload, ns=8, nr=0, length=True)))
    assert parts[0].title == "L2TPv2 data message"
    assert "Tunnel ID 5, Session ID 6, Ns 8, Nr 0" in parts[0].lines
    assert parts[1].title == "PPP: LCP Configure-Request"
    assert parts[1].lines == ("protocol 0xc021, identifier 5, Length 8", "MRU: 1400")


def _ppp(payload: str, cut: int = 0) -> list[tuple[str, tuple[str, ...]]]:
    parts = list(data_parts(encode_data(5, 6, bytes.fromhex(payload)), cut))
    return [(part.title, part.lines) for part in parts[1:]]


def test_every_option_of_ppp_has_a_line() -> None:
    ((title, lines),) = _ppp("c021 01 05 000d 0104 0578 0305c22381")
    assert title == "PPP: LCP Configure-Request"
    assert lines[1:] == ("MRU: 1400", "Authentication-Protocol: CHAP MS-CHAPv2")


def test_an_option_without_a_value_is_its_name() -> None:
    assert _ppp("c021 01 05 0006 0702")[0][1][1:] == ("PFC",)


def test_a_packet_in_a_bundle_is_told_as_any_other_with_its_place() -> None:
    ((title, lines),) = _ppp("003d c0000005 8021 01 02 000a 0306 0a000001")
    assert title == "PPP: IPCP Configure-Request"
    assert lines == (
        "protocol 0x8021, identifier 2, Length 10",
        "in a multilink fragment, sequence number 5",
        "IP-Address: 10.0.0.1",
    )


def test_no_password_and_no_response_is_shown() -> None:
    pap, response = (
        _ppp("c023 01 01 0011 05616c696365 06736563726574")[0],
        _ppp("c223 02 01 001a 10" + "5a" * 16 + "616c696365")[0],
    )
    assert pap[1][1:] == ("peer ID: alice", "password: masked (6 octets)")
    assert response[1][1:] == ("value: masked (16 octets)", "name: alice")


def test_what_breaks_the_format_of_ppp_stands_below_it() -> None:
    short = "ff03c021 01 05 0007 010578"
    assert [title for title, _ in _ppp(short)] == [
        "PPP: LCP Configure-Request",
        "Defects of the PPP packet, counted from its Code",
    ]
    assert _ppp(short)[1][1][0].startswith("octet 4: option 1 of Length 5 runs past the end")
    assert len(_ppp("ff03c021 01 05 0010 0104", cut=10)) == 1


def test_a_frame_of_ppp_that_controls_nothing_tells_what_it_holds() -> None:
    assert _ppp("ff03 0021 4500") == [("PPP: IPv4", ("address and control FF 03, protocol 0x0021",))]
    assert _ppp("21 4500") == [("PPP: IPv4", ("no address and control, protocol 0x21",))]
    assert _ppp("ff03") == [("PPP: nothing", ("address and control FF 03",))]


@given(st.binary(max_size=120), st.integers(0, 50))
def test_any_octets_are_shown_somehow(octets: bytes, cut: int) -> None:
    assert list(control_parts(octets, cut))
    assert list(data_parts(octets, cut))
