"""What is handed on, with addresses and payload in place."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.scan.datagram import Datagram
from l2tpscope.scan.located import AT_ONCE
from tests.scan.frames import BEGIN_NS, LCP, SCCRQ, data, ethernet, ipv4, ipv6, pcap, read, read_octets, udp


def test_a_control_message_has_all_that_a_datagram_tells() -> None:
    frame = ethernet(ipv4(udp(SCCRQ, 1701, 5000), ip_id=0x1234, ttl=61))
    for is_slow in (False, True):
        assert read([frame], is_slow=is_slow).things == [
            Datagram(FrameRef(0, 1), BEGIN_NS, "192.0.2.1", 1701, "198.51.100.2", 5000, 17, SCCRQ, 0x1234, 61, 0, ())
        ]


def test_over_ipv6_there_is_no_ip_id() -> None:
    (datagram,) = read([ethernet(ipv6(udp(SCCRQ)))]).things
    assert isinstance(datagram, Datagram)
    assert (datagram.source, datagram.ip_id, datagram.ttl) == ("2001:db8::1", None, 64)


def test_both_versions_are_handed_on_in_frame_order() -> None:
    frames = [ethernet(ipv6(udp(SCCRQ))), ethernet(ipv4(udp(data(LCP)))), ethernet(ipv6(udp(SCCRQ)))] * 2
    assert [thing.ref.frame for thing in read(frames).things] == [1, 2, 3, 4, 5, 6]


def test_what_the_snap_length_cut_off_is_told() -> None:
    (datagram,) = read_octets(pcap([ethernet(ipv4(udp(SCCRQ)))], snap=55)).things
    assert isinstance(datagram, Datagram)
    assert (datagram.payload, datagram.cut) == (SCCRQ[:13], 7)


def test_all_of_a_block_are_handed_on_however_many_are_made_at_once() -> None:
    count = 2 * AT_ONCE + 3
    things = read([ethernet(ipv4(udp(SCCRQ)))] * count).things
    assert [thing.ref.frame for thing in things] == list(range(1, count + 1))
