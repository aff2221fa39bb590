"""One frame of any kind to what it holds; frames are built by scapy where its view is independent of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scapy.contrib.mpls import MPLS
from scapy.layers.inet import ICMP, IP, UDP, fragment
from scapy.layers.inet6 import IPv6, IPv6ExtHdrFragment, IPv6ExtHdrHopByHop, fragment6
from scapy.layers.l2 import Dot1AD, Dot1Q, Ether
from scapy.layers.ppp import PPP, PPPoE
from scapy.packet import Packet, Raw

from l2tpscope.capture.block import Frame, FrameRef
from l2tpscope.packet.datagram import IcmpError, LayerDefect
from l2tpscope.packet.dissector import Dissector, Thing, decode_frame
from l2tpscope.scan.datagram import Datagram
from tests.scan.frames import SCCRQ

V4 = IP(src="192.0.2.1", dst="198.51.100.2", id=7)
V6 = IPv6(src="2001:db8::1", dst="2001:db8::2")
CONTROL = UDP(sport=1701, dport=1702) / Raw(SCCRQ)


def frame(packet: Packet | bytes, number: int = 1, *, link_type: int = 1, time_ns: int = 0) -> Frame:
    octets = bytes(packet)
    return Frame(FrameRef(0, number), time_ns, link_type, octets, len(octets))


def things(*packets: Packet) -> list[Thing]:
    dissector = Dissector()
    found = [thing for number, one in enumerate(packets, 1) for thing in dissector.feed(frame(one, number))]
    return found + dissector.finish()


@pytest.mark.parametrize(
    "packet",
    [
        Ether() / V4 / CONTROL,
        Ether() / Dot1Q(vlan=5) / V4 / CONTROL,
        Ether() / Dot1AD(vlan=5) / Dot1Q(vlan=6) / V6 / CONTROL,
        Ether() / Dot1Q() / Dot1Q() / Dot1Q() / V4 / CONTROL,
        Ether() / MPLS(label=5, s=0) / MPLS(label=6, s=1) / V4 / CONTROL,
        Ether() / PPPoE(sessionid=3) / PPP(proto=0x0021) / V4 / CONTROL,
        Ether() / V6 / IPv6ExtHdrHopByHop() / CONTROL,
        Ether() / V4 / CONTROL / Raw(b""),
    ],
)
def test_the_datagram_is_found_below_everything(packet: Packet) -> None:
    (datagram,) = things(packet)
    assert isinstance(datagram, Datagram)
    assert datagram.payload == SCCRQ
    assert (datagram.source_port, datagram.destination_port) == (1701, 1702)
    assert datagram.source in ("192.0.2.1", "2001:db8::1")
    assert datagram.ip_id == (7 if datagram.source == "192.0.2.1" else None)


@pytest.mark.parametrize("whole", [V4, V6])
def test_fragments_make_one_datagram_with_all_its_frames(whole: Packet) -> None:
    large = CONTROL / Raw(bytes(3000))
    if whole is V4:
        parts = [Ether() / part for part in fragment(V4 / large, 1400)]
    else:
        parts = [Ether() / part for part in fragment6(V6 / IPv6ExtHdrFragment(id=5) / large, 1400)]
    assert len(parts) == 3
    (datagram,) = things(*parts)
    assert isinstance(datagram, Datagram)
    assert datagram.payload == SCCRQ + bytes(3000)
    assert datagram.fragments == tuple(FrameRef(0, number) for number in (1, 2, 3))
    assert datagram.ref == FrameRef(0, 3)


def test_fragments_of_l2tp_are_counted_by_pair() -> None:
    dissector = Dissector()
    first, second = fragment(V4 / CONTROL / Raw(bytes(2000)), 1400)
    foreign = fragment(V4 / UDP(sport=9, dport=9) / Raw(bytes(2000)), 1400)
    pair = ("192.0.2.1", "198.51.100.2")
    for number, one in enumerate((first, second, *foreign), 1):
        dissector.feed(frame(Ether() / one, number))
    assert dissector.fragments.rebuilt == {pair: 1}
    assert dissector.fragments.examples == {pair: [FrameRef(0, 2)]}
    dissector.feed(frame(Ether() / first, 5))
    (defect,) = dissector.feed(frame(Ether() / foreign[0], 6, time_ns=31_000_000_000))
    assert isinstance(defect, LayerDefect)
    assert (defect.kind, defect.source_port, defect.frames) == ("fragment-timeout", 1701, (FrameRef(0, 5),))
    assert dissector.fragments.broken == {pair: [FrameRef(0, 5)]}
    assert dissector.counts.l2tp_control == 1


def test_an_icmp_error_quotes_what_it_is_about() -> None:
    quoting = Ether() / IP(src="198.51.100.2", dst="192.0.2.1") / ICMP(type=3, code=3) / V4 / CONTROL
    (error,) = things(quoting)
    assert isinstance(error, IcmpError)
    assert (error.source, error.quoted.destination_port, error.quoted.payload) == ("198.51.100.2", 1702, SCCRQ)


def test_frames_that_cannot_be_read_are_defects_and_counted() -> None:
    dissector = Dissector()
    found = [thing for one in (b"", b"\x08\x00", bytes(Ether() / V4)[:20]) for thing in dissector.feed(frame(one))]
    found += dissector.feed(frame(b"abc", link_type=105))
    assert [thing.kind for thing in found if isinstance(thing, LayerDefect)] == ["short", "short", "short", "link"]
    assert dissector.counts.undecodable == 4


def test_tcp_on_port_1701_and_packets_within_packets_are_not_descended_into() -> None:
    (inner,) = things(Ether() / V4 / V4 / CONTROL)
    assert isinstance(inner, Datagram)
    assert (inner.protocol, inner.source_port) == (4, 0)


def test_a_single_frame_is_decoded_without_what_came_before() -> None:
    first, second = fragment(V4 / CONTROL / Raw(bytes(2000)), 1400)
    whole = decode_frame(frame(Ether() / V4 / CONTROL))
    assert isinstance(whole, Datagram)
    for part, place in ((first, "0 to 1399"), (second, "1400 to")):
        told = decode_frame(frame(Ether() / part))
        assert isinstance(told, LayerDefect)
        assert told.kind == "fragment"
        assert place in told.text
    assert decode_frame(frame(Ether(type=0x0806) / Raw(bytes(40)))) is None


@given(st.lists(st.tuples(st.binary(max_size=80), st.sampled_from([0, 1, 9, 50, 101, 113, 276])), max_size=5))
def test_any_octets_end_in_things_or_counts(some: list[tuple[bytes, int]]) -> None:
    dissector = Dissector()
    for number, (octets, link_type) in enumerate(some, 1):
        dissector.feed(frame(octets, number, link_type=link_type))
    dissector.finish()
