"""What is L2TP, IKE, ESP or something else, by port and content."""

import pytest

from tests.scan.frames import SCCRQ, ZLB, data, ethernet, ipv4, ipv6, read, udp

IKE = bytes(range(1, 29))


@pytest.mark.parametrize(
    ("payload", "source", "destination", "kind"),
    [
        (SCCRQ, 1701, 1701, "l2tp_control"),
        (ZLB, 40_000, 1701, "l2tp_control"),
        (data(), 1701, 40_000, "l2tp_data"),
        (IKE, 500, 500, "ike"),
        (IKE, 40_000, 500, "ike"),
        (bytes(4) + IKE, 4500, 4500, "ike"),
        (IKE, 4500, 40_000, "esp"),
        (b"\xff", 4500, 4500, "other"),
        (data(), 4500, 40_000, "esp"),
        (b"", 1701, 1701, "other"),
        (b"\xc8\x02", 1701, 1701, "other"),
        (bytes.fromhex("2102") + bytes(30), 1701, 1701, "other"),
        (bytes.fromhex("0004") + bytes(30), 1701, 1701, "other"),
        (IKE, 53, 53, "other"),
    ],
)
def test_every_datagram_counts_as_what_it_is(payload: bytes, source: int, destination: int, kind: str) -> None:
    for packet in (ipv4(udp(payload, source, destination)), ipv6(udp(payload, source, destination))):
        for is_slow in (False, True):
            assert getattr(read([ethernet(packet)], is_slow=is_slow).counts, kind) == 1


def test_tcp_on_port_1701_is_not_l2tp() -> None:
    assert read([ethernet(ipv4(udp(SCCRQ), 6))]).counts.other == 1


def test_esp_is_counted_by_its_protocol() -> None:
    assert read([ethernet(ipv4(bytes(40), 50)), ethernet(ipv6(bytes(40), 50))]).counts.esp == 2
