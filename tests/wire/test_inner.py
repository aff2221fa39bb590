"""TCP segments inside PPP: what their headers say, and nothing where they cannot be read."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.inner import ACK, SYN, Segment, decode_segment


def tcp(flags: int = ACK, options: bytes = b"", payload: int = 0) -> bytes:
    options = options.ljust(-(-len(options) // 4) * 4, b"\0")
    offset = (20 + len(options)) << 2
    return struct.pack("!HHIIBBHHH", 4000, 80, 7, 9, offset & 0xF0, flags, 512, 0, 0) + options + bytes(payload)


def ipv4(above: bytes, protocol: int = 6, offset: int = 0) -> bytes:
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(above), 5, offset, 64, protocol, 0)
    return head + bytes([10, 0, 0, 2, 192, 0, 2, 80]) + above


def ipv6(above: bytes, next_header: int = 6) -> bytes:
    return (
        struct.pack("!LHBB", 0x60000000, len(above), next_header, 64)
        + bytes(15)
        + b"\x01"
        + bytes(15)
        + b"\x02"
        + above
    )


def decoded(packet: bytes) -> Segment | None:
    return decode_segment(packet, len(packet))


def test_a_syn_tells_its_mss() -> None:
    segment = decoded(ipv4(tcp(SYN, bytes.fromhex("0402020405b40101"))))
    assert segment == Segment(4, "10.0.0.2", "192.0.2.80", 4000, 80, 7, 9, SYN, 48, 0, 5, 1460)


def test_an_ipv6_segment_has_no_identification() -> None:
    assert decoded(ipv6(tcp(payload=30))) == Segment(6, "::1", "::2", 4000, 80, 7, 9, ACK, 90, 30)


def test_selective_acknowledgments_are_pairs_of_edges() -> None:
    segment = decoded(ipv4(tcp(options=bytes.fromhex("0101051200000010000000200000004000000050"))))
    assert segment is not None
    assert segment.sacks == ((16, 32), (64, 80))


@pytest.mark.parametrize("options", ["02", "0200", "0204", "020405", "ff30", "0103"])
def test_options_that_do_not_add_up_end_the_reading(options: str) -> None:
    segment = decoded(ipv4(tcp(options=bytes.fromhex("01" + options).ljust(4, b"\x01"))))
    assert segment is not None
    assert (segment.mss, segment.sacks) == (None, ())


def test_what_is_not_captured_still_counts_as_sent() -> None:
    packet = ipv4(tcp(payload=1000))
    segment = decode_segment(packet[:40], len(packet))
    assert segment is not None
    assert (segment.octets, segment.payload) == (1040, 1000)


@pytest.mark.parametrize(
    "packet", [b"", b"\x45", ipv4(tcp(), 17), ipv4(tcp(), offset=3), ipv4(tcp()[:19]), ipv6(tcp(), 44)]
)
def test_other_packets_are_none(packet: bytes) -> None:
    assert decoded(packet) is None


@given(
    st.binary(max_size=90) | st.binary(max_size=50).map(lambda rest: b"\x46" + bytes(8) + b"\x06" + rest),
    st.integers(0, 99),
)
def test_any_octets_are_decoded_or_none(octets: bytes, size: int) -> None:
    segment = decode_segment(octets, size)
    assert segment is None or segment.payload >= 0
