"""Flows by number, and their names."""

from l2tpscope.scan.flow import FlowKey
from tests.scan.frames import A6, B6, data, ethernet, ipv4, ipv6, read, udp


def test_every_part_of_the_key_tells_flows_apart() -> None:
    frames = [
        ethernet(ipv4(udp(data()))),
        ethernet(ipv4(udp(data()), source=bytes([192, 0, 2, 9]))),
        ethernet(ipv4(udp(data()), destination=bytes([192, 0, 2, 9]))),
        ethernet(ipv4(udp(data(), 1702))),
        ethernet(ipv4(udp(data(), 1701, 1702))),
        ethernet(ipv4(udp(data(tunnel_id=1)))),
        ethernet(ipv4(udp(data(session_id=1)))),
        ethernet(ipv6(udp(data()))),
        ethernet(ipv6(udp(data()), source=B6, destination=A6)),
    ]
    a4, b4 = "192.0.2.1", "198.51.100.2"
    assert [row.key for row in read(frames * 2).rows] == [
        FlowKey(a4, 1701, b4, 1701, 2, 7, 9),
        FlowKey("192.0.2.9", 1701, b4, 1701, 2, 7, 9),
        FlowKey(a4, 1701, "192.0.2.9", 1701, 2, 7, 9),
        FlowKey(a4, 1702, b4, 1701, 2, 7, 9),
        FlowKey(a4, 1701, b4, 1702, 2, 7, 9),
        FlowKey(a4, 1701, b4, 1701, 2, 1, 9),
        FlowKey(a4, 1701, b4, 1701, 2, 7, 1),
        FlowKey("2001:db8::1", 1701, "2001:db8::2", 1701, 2, 7, 9),
        FlowKey("2001:db8::2", 1701, "2001:db8::1", 1701, 2, 7, 9),
    ]


def test_thousands_of_sessions_are_thousands_of_rows() -> None:
    frames = [ethernet(ipv4(udp(data(session_id=number)))) for number in range(5000)]
    rows = read(frames + frames[::-1]).rows
    assert [row.key.session_id for row in rows] == list(range(5000))
    assert {row.packets for row in rows} == {2}
