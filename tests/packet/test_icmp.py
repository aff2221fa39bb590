"""ICMP errors and what they quote."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.capture.block import FrameRef
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.packet.icmp import icmp_error_of, is_about_l2tp
from l2tpscope.packet.internet import Packet
from l2tpscope.packet.transport import Bearings
from l2tpscope.scan.datagram import Datagram
from tests.scan.frames import A4, A6, B4, B6, SCCRQ, ethernet, ipv4, ipv6, read, u16, udp

BEARINGS = Bearings(FrameRef(0, 7), 123)
ROUTER = bytes([203, 0, 113, 1])


def error(type_: int, code: int, quote: bytes, *, rest: bytes = bytes(4), version: int = 4) -> IcmpError | None:
    octets = bytes([type_, code, 0, 0]) + rest + quote
    if version == 4:
        return icmp_error_of(Packet(4, ROUTER, A4, 1, 64, 1, octets, len(octets)), BEARINGS)
    return icmp_error_of(Packet(6, B6, A6, 58, 64, None, octets, len(octets)), BEARINGS)


def test_port_unreachable_quotes_the_datagram_that_was_refused() -> None:
    assert error(3, 3, ipv4(udp(SCCRQ, 1701, 1702), ip_id=9)) == IcmpError(
        FrameRef(0, 7),
        123,
        4,
        3,
        3,
        "203.0.113.1",
        "192.0.2.1",
        Datagram(FrameRef(0, 7), 123, "192.0.2.1", 1701, "198.51.100.2", 1702, 17, SCCRQ, 9, 64),
    )


def test_a_quote_of_eight_octets_has_ports_and_says_how_much_is_missing() -> None:
    found = error(3, 3, ipv4(udp(SCCRQ))[:28])
    assert found is not None
    assert (found.quoted.source_port, found.quoted.payload, found.quoted.cut) == (1701, b"", 20)


def test_fragmentation_needed_and_packet_too_big_state_the_mtu() -> None:
    for found, mtu in (
        (error(3, 4, ipv4(udp(SCCRQ)), rest=u16(0, 1400)), 1400),
        (error(3, 4, ipv4(udp(SCCRQ))), None),
        (error(3, 3, ipv4(udp(SCCRQ)), rest=u16(0, 1400)), None),
        (error(2, 0, ipv6(udp(SCCRQ)), rest=u16(0, 1280), version=6), 1280),
    ):
        assert found is not None
        assert found.next_hop_mtu == mtu


def test_version_6_has_numbers_of_its_own() -> None:
    for type_ in (1, 2, 3, 4):
        found = error(type_, 4, ipv6(udp(SCCRQ)), version=6)
        assert found is not None
        assert (found.version, found.quoted.source, found.quoted.ip_id) == (6, "2001:db8::1", None)
    assert error(3, 0, ipv6(udp(SCCRQ))[:39], version=6) is None
    assert error(128, 0, ipv6(udp(SCCRQ)), version=6) is None


def test_echoes_and_what_quotes_nothing_are_no_errors() -> None:
    assert error(8, 0, ipv4(udp(SCCRQ))) is None
    assert error(3, 3, ipv4(b"")[:19]) is None
    assert error(3, 3, b"") is None


def test_the_quote_of_a_later_fragment_has_no_ports() -> None:
    found = error(11, 1, ipv4(udp(SCCRQ), offset=1480))
    assert found is not None
    assert (found.quoted.source_port, found.quoted.protocol) == (0, 17)


def test_errors_about_l2tp_ike_and_esp_are_ours() -> None:
    ours = frozenset({1701})
    for quote, is_ours in (
        (ipv4(udp(SCCRQ)), True),
        (ipv4(udp(b"", 9, 500)), True),
        (ipv4(udp(b"", 4500, 9)), True),
        (ipv4(udp(SCCRQ, 9, 9)), True),
        (ipv4(udp(b"", 9, 53)), False),
        (ipv4(b"", 50), True),
        (ipv4(b"", 115), True),
        (ipv4(b"", 6), False),
    ):
        found = error(3, 1, quote)
        assert found is not None
        assert is_about_l2tp(found.quoted, ours) == is_ours


def test_they_count_as_icmp_and_never_as_traffic() -> None:
    quote = bytes([3, 3, 0, 0, 0, 0, 0, 0])
    frames = [
        ethernet(ipv4(quote + ipv4(udp(SCCRQ)), 1, source=B4, destination=A4)),
        ethernet(ipv6(bytes([1, 4, 0, 0, 0, 0, 0, 0]) + ipv6(udp(SCCRQ)), 58)),
        ethernet(ipv4(quote + ipv4(udp(b"", 53, 53)), 1)),
        ethernet(ipv4(quote[:3], 1)),
    ]
    one = read(frames)
    assert [type(thing) for thing in one.things] == [IcmpError, IcmpError]
    assert (one.counts.icmp, one.counts.other, one.counts.l2tp_control) == (2, 2, 0)


@given(st.binary(max_size=80), st.integers(0, 12), st.sampled_from([4, 6]))
def test_any_quote_is_an_error_or_none(quote: bytes, type_: int, version: int) -> None:
    found = error(type_, 4, quote, version=version)
    assert found is None or found.quoted.cut >= 0
