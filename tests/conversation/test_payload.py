"""What a data message carries: the TCP segment in every framing, and nothing of other payloads."""

import pytest

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import InnerSegment
from l2tpscope.conversation.payload import segment_in
from l2tpscope.scan.datagram import UDP, Datagram
from l2tpscope.wire.data_header import decode_data
from tests.scan.frames import data, tcp


def segment_of(message: bytes, *, source: str = "192.0.2.1", cut: int = 0) -> InnerSegment | None:
    datagram = Datagram(FrameRef(0, 1), 0, source, 1701, "192.0.2.2", 1701, UDP, message, cut=cut)
    return segment_in(datagram, message, decode_data(message, cut))


@pytest.mark.parametrize("ppp", ["ff030021", "0021", "ff0321", "21"])
def test_the_outer_size_is_that_of_all_headers(ppp: str) -> None:
    found = segment_of(data(tcp(1400, ppp=ppp)))
    assert found is not None
    assert (found.segment.octets, found.outer) == (1400, 20 + 8 + 8 + len(ppp) // 2 + 1400)


def test_ipv6_has_a_longer_header() -> None:
    found = segment_of(data(tcp(1400)), source="2001:db8::1")
    assert found is not None
    assert found.outer == 1400 + 4 + 8 + 8 + 40


def test_what_the_snap_length_cut_off_counts() -> None:
    found = segment_of(data(tcp(1400))[:60], cut=1352)
    assert found is not None
    assert (found.segment.octets, found.segment.payload, found.outer) == (1400, 1360, 1440)


@pytest.mark.parametrize("payload", [b"", b"\x21", bytes.fromhex("ff0300fd0021"), bytes.fromhex("c021"), tcp(60)[:30]])
def test_other_payloads_hold_none(payload: bytes) -> None:
    assert segment_of(data(payload)) is None
