"""Datagrams that packet/ took apart, laid out as the columns of located ones."""

from l2tpscope.packet.dissector import Dissector
from l2tpscope.scan.added import sights_of
from l2tpscope.scan.datagram import Datagram
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.scanner import Scanner
from l2tpscope.scan.sights import Sights
from tests.scan.frames import A6, B6, ETHERNET, blocks_of, data, ethernet, ipv4, ipv6, pcap, read, udp
from tests.scan.test_locate import located_in

FRAMES = [ethernet(ipv4(udp(data(ns=5)), ip_id=77)), ethernet(ipv6(udp(data()))), ethernet(ipv4(bytes(9), 115))]


def _values(sights: Sights) -> list[list[object]]:
    names = ("frame", "time_ns", "is_v6", "length", "here", "source_port", "destination_port", "over_ip")
    columns = [getattr(sights, name).tolist() for name in names] + [
        sights.address_hash.tolist(),
        sights.lines["payload_12"].tolist(),
    ]
    rows = [list(row) for row in zip(*columns, strict=True)]
    for row, start, end in zip(rows, sights.payload_at, sights.payload_at + sights.here, strict=True):
        row.append(bytes(sights.buffer[start:end]))
    return rows


def test_added_and_located_datagrams_have_the_same_columns() -> None:
    hashing = Hashing()
    capture = pcap(FRAMES, ETHERNET)
    added = sights_of(_datagrams(capture), hashing)
    assert _values(added)[:2] == _values(located_in(capture, hashing))[:2]
    assert added.lines["ip_id"].tolist() == [77, 0, 1]


def _datagrams(capture: bytes) -> list[Datagram]:
    dissector, scanner = Dissector(), Scanner(is_slow=True)
    things = [thing for block in blocks_of(capture) for frame in scanner.feed(block) for thing in dissector.feed(frame)]
    return [thing for thing in things if isinstance(thing, Datagram)]


def test_marks_find_the_addresses_of_added_datagrams() -> None:
    slow = read([*FRAMES, ethernet(ipv6(udp(data()), source=B6, destination=A6))], is_slow=True)
    assert [row.key.source for row in slow.rows] == ["192.0.2.1", "2001:db8::1", "2001:db8::2"]
