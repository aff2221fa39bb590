"""IPv4 and IPv6 headers."""

import dpkt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.packet.internet import BrokenHeaderError, Packet, packet_of
from l2tpscope.packet.link import IPV4, IPV6
from tests.scan.frames import A4, A6, B4, B6, ipv4, ipv6, u16

HOP_BY_HOP = bytes([17, 0, 1, 4, 0, 0, 0, 0])


def packet(octets: bytes, sent: int | None = None) -> Packet:
    kind = IPV6 if octets[0] >> 4 == 6 else IPV4
    return packet_of(kind, b"link" + octets, 4, len(octets) + 4 if sent is None else sent)


def test_an_ipv4_packet() -> None:
    assert packet(ipv4(b"abc", 99, ip_id=5, ttl=61) + b"padding") == Packet(4, A4, B4, 99, 61, 5, b"abc", 3)
    assert packet(ipv4(b"abc", options=bytes(40))).octets == b"abc"


def test_a_fragment_tells_its_place() -> None:
    part = packet(ipv4(b"abcdefgh", offset=1480, more=True))
    assert (part.offset, part.has_more) == (1480, True)


def test_what_the_snap_length_cut_off_is_in_the_length() -> None:
    part = packet(ipv4(bytes(500))[:100], 504)
    assert (len(part.octets), part.length) == (80, 500)


def test_a_total_length_of_zero_means_what_the_frame_has() -> None:
    assert packet(ipv4(b"abc", total=0)).octets == b"abc"
    assert packet(ipv4(bytes(500), total=0)[:100], 4 + 20 + 500).length == 500
    assert packet(ipv6(b"abc")[:4] + b"\0\0" + ipv6(b"abc")[6:]).octets == b"abc"


def test_an_ipv6_packet() -> None:
    assert packet(ipv6(b"abc", 99) + b"more") == Packet(6, A6, B6, 99, 64, None, b"abc", 3)


@pytest.mark.parametrize(
    "headers",
    [
        [(0, bytes(6))],
        [(60, bytes(14)), (43, bytes(6))],
        [(51, bytes([4]) + bytes(22))],
        [(0, bytes(6)), (44, bytes(6)), (135, bytes(6))],
    ],
)
def test_extension_headers_are_stepped_over(headers: list[tuple[int, bytes]]) -> None:
    octets, following = b"abc", 17
    for kind, body in reversed(headers):
        length = body[:1] if kind == 51 else bytes([(len(body) - 6) // 8])
        octets = bytes([following]) + length + (body[1:] if kind == 51 else body) + octets
        following = kind
    found = packet(ipv6(octets, following))
    assert (found.protocol, found.octets, found.length, found.has_more) == (17, b"abc", 3, False)


def test_an_ipv6_fragment_tells_its_place_and_identification() -> None:
    header = bytes([17, 0]) + u16(1480 | 1) + b"\x00\x00\x12\x34"
    part = packet(ipv6(HOP_BY_HOP.replace(b"\x11", b"\x2c", 1) + header + b"abcdefgh", 0))
    assert (part.offset, part.has_more, part.ip_id, part.octets) == (1480, True, 0x1234, b"abcdefgh")


@pytest.mark.parametrize(
    ("octets", "kind"),
    [
        (ipv4(b"")[:19], "short"),
        (ipv4(b"", options=bytes(8))[:24], "short"),
        (ipv4(b"", total=19), "length"),
        (b"\x44" + bytes(30), "length"),
        (b"\x55" + bytes(30), "length"),
        (ipv6(b"")[:39], "short"),
        (ipv6(bytes([17, 9]) + bytes(8), 0), "short"),
        (ipv6(bytes([17, 0, 0]), 60), "short"),
    ],
)
def test_broken_headers_are_named(octets: bytes, kind: str) -> None:
    with pytest.raises(BrokenHeaderError) as refused:
        packet(octets)
    assert refused.value.args[0] == kind


@given(st.binary(min_size=1, max_size=90), st.sampled_from([IPV4, IPV6]), st.integers(0, 2000))
def test_any_octets_are_a_packet_or_a_broken_header(octets: bytes, ether_type: int, sent: int) -> None:
    try:
        found = packet_of(ether_type, octets, 0, sent)
    except BrokenHeaderError:
        return
    assert len(found.octets) <= max(found.length, 0)


@given(st.binary(max_size=40), st.integers(0, 255), st.integers(0, 255), st.integers(0, 65_535))
def test_plain_headers_are_read_as_dpkt_reads_them(above: bytes, protocol: int, ttl: int, ip_id: int) -> None:
    octets = ipv4(above, protocol, ttl=ttl, ip_id=ip_id)
    theirs = dpkt.ip.IP(octets[:20])
    ours = packet(octets)
    assert (ours.source, ours.destination, ours.protocol, ours.ttl, ours.ip_id) == (
        theirs.src,
        theirs.dst,
        theirs.p,
        theirs.ttl,
        theirs.id,
    )
