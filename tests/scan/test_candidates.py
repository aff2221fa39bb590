"""Data on ports nobody named: counted apart, bounded, and dropped once a datagram cannot be L2TP."""

import pytest

from l2tpscope.scan import candidates
from tests.scan.frames import SCCRQ, data, ethernet, ipv4, pcap, read, read_octets, u16, udp


def moved(payload: bytes, port: int = 4242) -> bytes:
    return ethernet(ipv4(udp(payload, port, 4243)))


def test_data_on_other_ports_makes_rows_that_are_not_on_port_and_counts_as_other() -> None:
    one = read([moved(data()), moved(data()), moved(data(), 1701)])
    assert [(row.on_port, row.packets) for row in one.rows] == [(False, 2), (True, 1)]
    assert (one.counts.l2tp_data, one.counts.other) == (1, 2)


def test_a_named_port_makes_it_l2tp() -> None:
    one = read_octets(pcap([moved(data())]), ports=frozenset({4242}))
    assert [row.on_port for row in one.rows] == [True]
    assert one.counts.l2tp_data == 1


def test_control_messages_on_any_port_are_handed_on() -> None:
    one = read([moved(SCCRQ), moved(SCCRQ[:-1])])
    assert [thing.ref.frame for thing in one.things] == [1]
    assert (one.counts.l2tp_control, one.counts.other) == (1, 1)


def test_one_datagram_that_cannot_be_l2tp_rules_its_flow_out() -> None:
    frames = [moved(data()), moved(data()), moved(b"GET / HTTP/1.1\r\n"), moved(data(), 4244)]
    assert [row.key.source_port for row in read(frames).rows] == [4244]
    assert read([moved(data()), moved(bytes(9)), moved(data())]).rows == []


def test_a_control_message_among_them_does_not() -> None:
    assert [row.packets for row in read([moved(data()), moved(SCCRQ), moved(data())]).rows] == [2]


def test_beyond_the_bound_they_are_only_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST", 3)
    one = read([moved(data(), port) for port in (2000, 2001, 2002, 2003, 2000, 2004)])
    assert [row.packets for row in one.rows] == [2, 1, 1]
    assert one.scanner.overflow == 2
    assert one.counts.other == 6


def test_random_datagrams_leave_hardly_any_candidate() -> None:
    frames = [moved(u16(number * 2654435761 % 65_536) + bytes(20), 2000 + number % 50) for number in range(2000)]
    assert read(frames).rows == []
