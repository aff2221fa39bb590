"""Whatever somebody sends too much of, memory ends where it is said to: three times the flood takes no more of it."""

import gc
import tracemalloc
from collections.abc import Callable
from functools import _lru_cache_wrapper
from io import BytesIO
from types import ModuleType
from typing import cast

import pytest

from l2tpscope.analysis import Limits
from l2tpscope.capture.source import Octets
from l2tpscope.conversation import keepalives
from l2tpscope.live import forgetting, held, watching
from l2tpscope.live.pipe import Pipe
from l2tpscope.live.source import LiveSource
from l2tpscope.live.watching import Watching
from l2tpscope.packet import dissector, fragments
from l2tpscope.scan import candidates
from l2tpscope.wire import decode
from tests.floods import FLOODS, LAC, LNS, Flood, forged, ip, pcap
from tests.live.sources import at_every_chance

SMALL, MORE = 1000, 3
PIECE = 20_000
SLACK = 600_000
"""Octets: tables of numpy double, and keep what they have; 2,000 frames that were kept would take 1,000,000."""
# The limits as they are, but a hundredth or less of each.
LIMITS: dict[ModuleType, dict[str, object]] = {
    forgetting: {"MOST_TUNNELS": 50, "MOST_MESSAGES": 400, "MOST_FLOWS": 100, "MOST_MARKS": 200, "MOST_ORPHANS": 20,
                 "MOST_OF_A_TUNNEL": 200, "LEAST_OF_A_TUNNEL": 4, "MOST_OF_A_SESSION": 60, "LEAST_OF_A_SESSION": 8,
                 "MOST_LOOSE": 100, "MOST_ADDRESSES": 8, "MOST_CALLS": 50},
    watching: {"MOST_TUNNELS": 50, "MOST_MESSAGES": 400, "MOST_FLOWS": 100, "MOST_MARKS": 200, "MOST_LOOSE": 100},
    held: {"MOST_OCTETS": dict.fromkeys(held.Share, 20_000), "MOST_WAITING": 20_000},
    fragments: {"MOST_DATAGRAMS": 50, "MOST_OCTETS": 50_000},
    dissector: {"MOST_BROKEN": 100, "MOST_PAIRS": 100},
    keepalives: {"MOST_WAITING": 64},
    candidates: {"MOST": 64},
    decode: {"_MOST_ALIKES": 64},
}  # fmt: skip


def data_on_other_ports(n: int) -> Flood:
    octets = bytes.fromhex("4002002000070009ff030021") + bytes(20)
    for i in range(n):
        ports = (1024 + i % 60_000).to_bytes(2, "big") + b"\x13\x88"
        yield ip(ports + (8 + len(octets)).to_bytes(2, "big") + bytes(2) + octets, forged(i), LNS, number=i)


def ike_from_forged_addresses(n: int) -> Flood:
    octets = bytes(7) + b"\1" + bytes(8) + b"\x21\x20\x22\x08" + bytes(4) + (80).to_bytes(4, "big") + bytes(52)
    for i in range(n):
        yield ip(b"\x01\xf4\x01\xf4" + (8 + len(octets)).to_bytes(2, "big") + bytes(2) + octets, forged(i), LNS)


def whole_datagrams_in_fragments_from_forged_addresses(n: int) -> Flood:
    payload = bytes.fromhex("c802000c0007000000010001") + bytes(36)
    datagram = b"\x06\xa5\x06\xa5" + (8 + len(payload)).to_bytes(2, "big") + bytes(2) + payload
    for i in range(n // 2):
        yield ip(datagram[:24], forged(i), LNS, number=i, place=0x2000)
        yield ip(datagram[24:], forged(i), LNS, number=i, place=3)


def fragments_without_a_beginning(n: int) -> Flood:
    yield from (ip(bytes(64), forged(i), LAC, number=i, place=75) for i in range(n))


ALL = [
    *FLOODS,
    data_on_other_ports,
    ike_from_forged_addresses,
    whole_datagrams_in_fragments_from_forged_addresses,
    fragments_without_a_beginning,
]


class Pieces(Octets):
    """A capture in place of a pipe, a look before each piece."""

    at_once = PIECE
    is_stopped = False
    quiet_ns = read_ns = 0

    def __init__(self, octets: bytes) -> None:
        super().__init__()
        self.path = "pieces"
        self.beat: Callable[[], None] = lambda: None
        self._stream = BytesIO(octets)

    def _pull(self, view: memoryview) -> int:
        self.beat()
        return self._stream.readinto(view[:PIECE])

    def close(self) -> None:
        """As Octets has it."""


def _empty_caches() -> None:
    """They have limits of their own."""
    for cache in gc.get_objects():
        if isinstance(cache, _lru_cache_wrapper) and (cache.__module__ or "").startswith("l2tpscope"):
            cache.cache_clear()
    gc.collect()


def _memory(flood: Flood) -> int:
    """Octets that are in use at the end, more than at the beginning."""
    source = Pieces(pcap(flood))
    _empty_caches()
    tracemalloc.start()
    try:
        source.peek(24)
        live = Watching(LiveSource(cast(Pipe, source)), Limits(), lambda *_: None)
        live.run()
        _empty_caches()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("made", ALL, ids=lambda made: made.__name__)
def test_a_flood_fills_no_more_than_it_may(made: Callable[[int], Flood], monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    for module, limits in LIMITS.items():
        for name, value in limits.items():
            monkeypatch.setattr(module, name, value)
    small = _memory(made(SMALL))
    assert _memory(made(MORE * SMALL)) < small + SLACK
