"""Where IP starts below tags and cooked headers, against packet/'s reading of the same frames."""

import pytest

from l2tpscope.packet import link
from l2tpscope.scan.links import IPV4, IPV6, ODD, network_of
from l2tpscope.scan.records import records_of
from tests.scan.frames import ETHERNET, RAW, SLL, SLL2, blocks_of, ethernet, ipv4, ipv6, pcap, u16

P4, P6 = ipv4(bytes(40)), ipv6(bytes(40))


def _network(frame: bytes, link_type: int) -> tuple[int, int]:
    (block,) = blocks_of(pcap([frame], link_type))
    records = records_of(block)
    ether_type, at = network_of(records, block.buffer)
    return int(ether_type[0]), int(at[0] - records.at[0])


@pytest.mark.parametrize(
    ("frame", "link_type", "network"),
    [
        (ethernet(P4), ETHERNET, (IPV4, 14)),
        (ethernet(P6), ETHERNET, (IPV6, 14)),
        (ethernet(P4, tags=[0x8100]), ETHERNET, (IPV4, 18)),
        (ethernet(P6, tags=[0x88A8, 0x8100]), ETHERNET, (IPV6, 22)),
        (ethernet(P4, tags=[0x9100, 0x8100]), ETHERNET, (IPV4, 22)),
        (bytes(14) + b"\x08\x00" + P4, SLL, (IPV4, 16)),
        (b"\x86\xdd" + bytes(18) + P6, SLL2, (IPV6, 20)),
        (b"\x81\x00" + bytes(18) + u16(5, 0x0800) + P4, SLL2, (IPV4, 24)),
        (P4, RAW, (IPV4, 0)),
        (P6, 229, (IPV6, 0)),
    ],
)
def test_the_fast_and_the_slow_path_find_the_same_place(frame: bytes, link_type: int, network: tuple[int, int]) -> None:
    assert _network(frame, link_type) == network == tuple(link.network_of(link_type, frame.ljust(60, b"\0")))


@pytest.mark.parametrize(
    ("frame", "link_type"),
    [
        (ethernet(P4, tags=[0x8100] * 3), ETHERNET),
        (ethernet(P4, ether_type=0x8847), ETHERNET),
        (ethernet(P4, ether_type=0x8864), ETHERNET),
        (ethernet(P4)[:13], ETHERNET),
        (ethernet(P4, tags=[0x8100])[:17], ETHERNET),
        (b"\x50", RAW),
        (b"", RAW),
        (P4, 9),
        (P4, 147),
    ],
)
def test_the_rest_is_odd(frame: bytes, link_type: int) -> None:
    assert _network(frame, link_type)[0] == ODD


def test_another_protocol_is_neither() -> None:
    assert _network(ethernet(bytes(40), ether_type=0x0806), ETHERNET)[0] == 0x0806
