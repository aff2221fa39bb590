"""UDP headers."""

import pytest

from l2tpscope.capture.block import FrameRef
from l2tpscope.packet.datagram import LayerDefect
from l2tpscope.packet.internet import BrokenHeaderError, Packet
from l2tpscope.packet.transport import Bearings, datagram_of
from l2tpscope.scan.datagram import Datagram
from tests.scan.frames import A4, B4, udp

BEARINGS = Bearings(FrameRef(0, 1), 5, (FrameRef(0, 0), FrameRef(0, 1)))


def found(octets: bytes, *, protocol: int = 17, length: int | None = None) -> list[Datagram | LayerDefect]:
    packet = Packet(4, A4, B4, protocol, 64, 3, octets, len(octets) if length is None else length)
    return datagram_of(packet, BEARINGS)


def test_the_udp_length_ends_the_payload() -> None:
    (datagram,) = found(udp(b"abcdef", 1, 2, length=11))
    assert isinstance(datagram, Datagram)
    assert (datagram.source_port, datagram.destination_port, datagram.payload, datagram.cut) == (1, 2, b"abc", 0)
    assert (datagram.ip_id, datagram.ttl, datagram.fragments) == (3, 64, BEARINGS.fragments)


def test_a_udp_length_of_zero_means_all_that_ip_carries() -> None:
    (datagram,) = found(udp(b"abc", length=0))
    assert isinstance(datagram, Datagram)
    assert datagram.payload == b"abc"


def test_what_was_not_captured_is_cut() -> None:
    (datagram,) = found(udp(b"abcdef")[:10], length=14)
    assert isinstance(datagram, Datagram)
    assert (datagram.payload, datagram.cut) == (b"ab", 4)


def test_a_udp_length_beyond_ip_is_a_defect_beside_the_datagram() -> None:
    datagram, defect = found(udp(b"abc", length=99))
    assert isinstance(datagram, Datagram)
    assert isinstance(defect, LayerDefect)
    assert datagram.payload == b"abc"
    assert (defect.kind, defect.source_port) == ("length", 1701)
    assert "99" in defect.text
    assert "11" in defect.text


@pytest.mark.parametrize(("octets", "kind"), [(bytes(7), "short"), (udp(b"", length=7), "length")])
def test_a_header_that_cannot_be_is_refused(octets: bytes, kind: str) -> None:
    with pytest.raises(BrokenHeaderError) as refused:
        found(octets)
    assert refused.value.args[0] == kind


def test_other_protocols_have_no_ports() -> None:
    (datagram,) = found(b"abc", protocol=115)
    assert isinstance(datagram, Datagram)
    assert (datagram.protocol, datagram.source_port, datagram.payload) == (115, 0, b"abc")
