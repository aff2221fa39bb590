"""The columns' idea of data messages against wire's, datagram by datagram."""

from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.kind import Kind, kind_of
from l2tpscope.wire.ppp.framing import ppp_control
from tests.scan.frames import LCP, data, ethernet, ipv4, pcap, read, read_octets, udp
from tests.scan.test_scanner import DNS


@st.composite
def bundled(draw: st.DrawFn) -> bytes:
    """A fragment of multilink in each framing, with all bits B and E, both formats, control protocols and others."""
    framing = draw(st.sampled_from(["ff03003d", "003d", "ff033d", "3d"]))
    number = draw(st.sampled_from(["c0000005", "80000005", "40000005", "00000005", "c005", "c1000005"]))
    protocol = draw(st.sampled_from(["8021", "c021", "80fd", "8001", "0021", "21", "00fd8021", "80", ""]))
    return bytes.fromhex(framing + number + protocol) + draw(st.sampled_from([b"", bytes.fromhex("01010004")]))


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    plain = [LCP, LCP[2:], bytes.fromhex("0021450000"), b"\x21\x45", b"", b"\xc0", b"\xff\x03"]
    payloads = st.sampled_from(plain) | bundled()
    message = data(
        draw(payloads),
        tunnel_id=draw(st.sampled_from([0, 1, 0x0100, 0xFFFF])),
        session_id=draw(st.sampled_from([0, 1, 0xFFFF])),
        ns=draw(st.none() | st.integers(0, 65_535)),
        has_length=draw(st.booleans()),
        offset=draw(st.none() | st.sampled_from([0, 1, 2, 5, 100])),
    )
    mangled = bytearray(message[: draw(st.integers(0, len(message)) | st.just(len(message)))])
    if mangled and draw(st.integers(0, 5)) == 0:
        mangled[draw(st.integers(0, min(len(mangled), 12) - 1))] = draw(st.integers(0, 255))
    return bytes(mangled) + draw(st.sampled_from([b"", b"", bytes(2)]))


@settings(max_examples=300)
@given(messages() | st.just(DNS))
def test_headers_are_read_as_wire_reads_them(message: bytes) -> None:
    one = read([ethernet(ipv4(udp(message)))])
    kind = kind_of(message)
    minimum = 8 if message[:1] and message[0] & 0x40 else 6
    assert one.counts.l2tp_data == (kind in (Kind.DATA2, Kind.DATA3) and len(message) >= minimum)
    for row in one.rows:
        header = decode_data(message)
        end = len(message) if header.length is None else header.length
        assert (row.key.version, row.key.tunnel_id, row.key.session_id) == header[0:1] + header[2:4]
        assert row.octets == max(0, end - header.payload_at)
        assert row.sequenced == (header.ns is not None)
        assert row.ppp == (ppp_control(message[header.payload_at : end]) is not None)


def test_a_dns_query_from_port_1701_is_not_l2tp() -> None:
    assert read([ethernet(ipv4(udp(DNS, 1701, 53)))]).counts.other == 1


def test_what_the_snap_length_cut_off_is_counted_all_the_same() -> None:
    frame = ethernet(ipv4(udp(data(bytes(1000), ns=3))))
    (row,) = read_octets(pcap([frame, frame], snap=60)).rows
    assert (row.octets, row.packets, row.sequenced) == (2000, 2, 2)
