"""Single frames and their exact times, against arithmetic in fractions."""

from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.capture.block import Block, Frame, FrameRef, Interface, Layout
from l2tpscope.capture.frame import frame_of, frames_of, simple_packet_length, time_of
from tests.capture.building import enhanced, obsolete, pcap_record, simple

SECOND = 1_000_000_000
orders = st.sampled_from("<>")
ticks_per_second = st.one_of(st.integers(0, 20).map(lambda n: 10**n), st.integers(0, 70).map(lambda n: 2**n))


def _block(kind: str, order: str, octets: bytes, clock: Interface, untimed_ns: int = 0) -> Block:
    at = {"pcap": 16, "epb": 28, "pb": 28, "spb": 12}[kind]
    layout = Layout(kind, order == ">", at)  # type: ignore[arg-type]
    return Block(2, bytearray(b"before" + octets), np.array([6], np.int64), layout, (clock,), 40, untimed_ns)


@settings(deadline=None)
@given(orders, st.integers(0, 2**64 - 1), ticks_per_second, st.integers(-(2**63), 2**63 - 1), st.booleans())
def test_a_time_is_exact_and_rounded_down(order: str, ticks: int, per_second: int, offset_s: int, old: bool) -> None:  # noqa: FBT001
    clock = Interface(1, per_second, offset_s, 0)
    made = obsolete(b"a", ticks, order) if old else enhanced(b"a", ticks, order)
    found = _block("pb" if old else "epb", order, made, clock)
    assert time_of(found, 0) == floor((offset_s + Fraction(ticks, per_second)) * SECOND)


@settings(deadline=None)
@given(orders, st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.sampled_from([10**6, 10**9]))
def test_a_time_of_a_pcap_is_exact(order: str, s: int, fraction: int, per_second: int) -> None:
    found = _block(
        "pcap", order, pcap_record(b"a", s=s, fraction=fraction, order=order), Interface(1, per_second, 0, 0)
    )
    assert time_of(found, 0) == (s + Fraction(fraction, per_second)) * SECOND


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_frame_is_copied_out_of_its_block(order: str) -> None:
    clock = Interface(113, 1000, 0, 0)
    found = _block("epb", order, enhanced(b"octets", 5, order, original=99), clock)
    frame = frame_of(found, 0)
    found.buffer[:] = bytes(len(found.buffer))
    assert frame == Frame(FrameRef(2, 40), 5_000_000, 113, b"octets", 99, clock)


def test_a_simple_packet_takes_the_time_of_its_block() -> None:
    cutting = Interface(1, 1000, 0, 4)
    found = _block("spb", "<", simple(b"octets", original=70), cutting, untimed_ns=77)
    assert list(frames_of(found)) == [Frame(FrameRef(2, 40), 77, 1, b"octe", 70, cutting)]


@pytest.mark.parametrize(
    ("block_length", "original", "snaplen", "captured"),
    [(76, 60, 0, 60), (76, 58, 0, 58), (76, 1400, 0, 60), (76, 60, 20, 20), (75, 60, 0, 60), (16, 5, 5, 0)],
)
def test_the_length_of_a_simple_packet(block_length: int, original: int, snaplen: int, captured: int) -> None:
    assert simple_packet_length(block_length, original, snaplen) == captured
