"""Which frames the fast path takes, and where it finds what they hold."""

import numpy as np
import pytest

from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.locate import ESP, IS_ODD, OTHER, OVER_IP, UDP, Layers, locate
from l2tpscope.scan.records import records_of
from l2tpscope.scan.sights import Sights
from tests.scan.frames import SCCRQ, blocks_of, ethernet, ipv4, ipv6, pcap, u16, udp

ICMP_ERROR, ICMP_ECHO = bytes([3, 3, 0, 0, 0, 0, 0, 0]), bytes([8, 0, 0, 0, 0, 0, 0, 0])


def _located(capture: bytes, hashing: Hashing) -> tuple[Layers, Sights]:
    (block,) = blocks_of(capture)
    return locate(records_of(block), block.buffer, hashing)


def located_in(capture: bytes, hashing: Hashing) -> Sights:
    return _located(capture, hashing)[1]


def lanes(*frames: bytes) -> list[int]:
    return [int(lane) for lane in _located(pcap(frames), Hashing())[0].lane]


@pytest.mark.parametrize(
    ("packet", "lane"),
    [
        (ipv4(udp(SCCRQ)), UDP),
        (ipv4(udp(SCCRQ), options=bytes(12)), UDP),
        (ipv4(udp(SCCRQ), total=0), UDP),
        (ipv6(udp(SCCRQ)), UDP),
        (ipv4(bytes(20), 115), OVER_IP),
        (ipv4(bytes(20), 50), ESP),
        (ipv4(bytes(20), 50, more=True), ESP),
        (ipv4(bytes(20), 6), OTHER),
        (ipv4(bytes(20), 6, offset=8), OTHER),
        (ipv4(ICMP_ECHO, 1), OTHER),
        (ipv6(ICMP_ECHO, 58), OTHER),
        (ipv4(ICMP_ERROR, 1), IS_ODD),
        (ipv4(ICMP_ERROR, 1, options=bytes(4)), IS_ODD),
        (ipv6(ICMP_ERROR, 58), IS_ODD),
        (ipv4(udp(SCCRQ), more=True), IS_ODD),
        (ipv4(udp(SCCRQ), offset=8), IS_ODD),
        (ipv6(bytes([17, 0, 0, 0, 0, 0, 0, 0]) + udp(SCCRQ), 60), IS_ODD),
        (ipv4(udp(SCCRQ, length=7)), IS_ODD),
        (ipv4(udp(SCCRQ, length=0)), IS_ODD),
        (ipv4(udp(SCCRQ, length=99)), IS_ODD),
        (ipv4(udp(SCCRQ), total=19), IS_ODD),
        (ipv4(udp(SCCRQ))[:19], IS_ODD),
        (b"\x50" + bytes(40), IS_ODD),
        (b"\x44" + bytes(40), IS_ODD),
    ],
)
def test_what_is_plain_and_what_is_odd(packet: bytes, lane: int) -> None:
    assert lanes(ethernet(packet, ether_type=0x86DD if packet[0] >> 4 == 6 else 0x0800)) == [lane]


def test_ethernet_padding_is_left_out() -> None:
    sights = located_in(pcap([ethernet(ipv4(udp(b"abc"))) + bytes(20)]), Hashing())
    assert sights.length.tolist() == sights.here.tolist() == [3]


def test_what_was_cut_off_still_counts_in_the_length() -> None:
    sights = located_in(pcap([ethernet(ipv4(udp(bytes(500))))], snap=100), Hashing())
    assert (sights.length.tolist(), sights.here.tolist()) == ([500], [100 - 42])


def test_a_datagram_behind_options_is_found() -> None:
    sights = located_in(pcap([ethernet(ipv4(udp(SCCRQ), options=bytes(8)))]), Hashing())
    start = int(sights.payload_at[0])
    assert sights.buffer[start : start + 20] == SCCRQ
    assert sights.lines["flags"].tolist() == [0xC802]


def test_frames_at_the_very_end_of_the_buffer_are_odd() -> None:
    (block,) = blocks_of(pcap([ethernet(ipv4(udp(SCCRQ)))] * 2))
    at = block.offsets[-1] + 16
    block.buffer = bytearray(block.buffer[: at + 70])
    layers, _ = locate(records_of(block), block.buffer, Hashing())
    assert layers.lane.tolist() == [UDP, IS_ODD]


def test_both_directions_have_different_address_hashes() -> None:
    there, back = ipv4(udp(b"")), ipv4(udp(b""), source=bytes([198, 51, 100, 2]), destination=bytes([192, 0, 2, 1]))
    hashes = located_in(pcap([ethernet(there), ethernet(back), ethernet(there)]), Hashing()).address_hash
    assert hashes[0] == hashes[2] != hashes[1]
    assert len(np.unique(hashes)) == 2


def test_ports_are_read() -> None:
    sights = located_in(pcap([ethernet(ipv4(u16(1, 2, 8, 0)))]), Hashing())
    assert (sights.source_port.tolist(), sights.destination_port.tolist()) == ([1], [2])
