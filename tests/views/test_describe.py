"""Messages in one line."""

import pytest

from l2tpscope.capture.block import FrameRef
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.scan.datagram import UDP, Datagram
from l2tpscope.views.describe import describe, icmp_label, numbers
from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.encode import encode_avp, encode_control
from l2tpscope.wire.message import ControlMessage
from tests.views.handmade import CDN, ICCN, ICRQ, SCCRQ, START, STOPCCN


def message(type_: int | None, *avps: bytes) -> ControlMessage:
    return decode_control(encode_control(type_, tunnel_id=1, ns=2, nr=1, avps=b"".join(avps)))


def test_ids_names_and_windows_are_told() -> None:
    sccrq = message(
        SCCRQ, encode_avp(7, b"lac-1"), encode_avp(9, b"\x12\x67"), encode_avp(10, b"\0\x08"), encode_avp(11, b"xyz")
    )
    assert describe(sccrq) == "assigns tunnel ID 4711, host lac-1, window 8, challenge"


def test_an_ending_says_result_error_and_text_and_does_not_repeat_the_id() -> None:
    stop = message(STOPCCN, encode_avp(9, b"\x12\x67"), encode_avp(1, b"\0\x02\0\x06bye"))
    assert describe(stop).startswith("result 2/6: ")
    assert describe(stop).endswith('"bye"')
    assert "4711" not in describe(stop)


def test_a_cdn_tells_the_cause_of_ppp_and_of_q931() -> None:
    cdn = message(CDN, encode_avp(1, b"\0\x03"), encode_avp(46, b"\0\x10\xc2\x23\x01no"), encode_avp(12, b"\0\x10\0"))
    assert "PPP disconnect 16" in describe(cdn)
    assert "Q.931 cause 16" in describe(cdn)


def test_byte_swapped_codes_are_told_right_and_named() -> None:
    assert describe(message(STOPCCN, encode_avp(1, b"\x01\0\0\0"))).startswith("result 1/0 (sent byte-swapped)")


def test_hidden_avps_are_counted_and_not_read() -> None:
    assert (
        describe(message(ICRQ, encode_avp(14, b"1234", hidden=True), encode_avp(15, b"12", hidden=True)))
        == "2 hidden AVPs"
    )


def test_a_speed_of_nothing_is_not_told() -> None:
    assert describe(message(ICCN, encode_avp(24, b"\0\0\0\0"))) == ""
    assert describe(message(ICCN, encode_avp(24, b"\x05\xf5\xe1\0"))) == "100,000,000 bit/s"


def test_a_zlb_says_only_its_numbers() -> None:
    assert describe(message(None)) == ""
    assert numbers(message(None)) == "Ns=2 Nr=1"


@pytest.mark.parametrize("value", [b"", b"\0", b"\0\x10\xc0\x21"])
def test_causes_cut_short_are_left_out(value: bytes) -> None:
    assert "PPP" not in describe(message(CDN, encode_avp(46, value)))


@pytest.mark.parametrize(
    ("version", "type_", "code", "label"),
    [(4, 3, 3, "ICMP port unreachable"), (6, 2, 0, "ICMPv6 packet too big"), (4, 3, 99, "ICMP type 3 code 99")],
)
def test_icmp_errors_have_their_names(version: int, type_: int, code: int, label: str) -> None:
    quoted = Datagram(FrameRef(0, 1), START, "192.0.2.1", 1701, "192.0.2.2", 1701, UDP, b"")
    error = IcmpError(FrameRef(0, 2), START, version, type_, code, "192.0.2.2", "192.0.2.1", quoted)
    assert icmp_label(error) == label
