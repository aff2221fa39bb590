"""Record starts found side by side, against following the records one by one."""

from io import BytesIO
from random import Random
from struct import Struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.capture import chains, pcap
from l2tpscope.capture.chains import FEWEST, SEGMENT, record_starts
from l2tpscope.capture.reader import open_capture
from tests.capture.building import pcap_header, pcap_record

HEADER = 16
SLACK = bytes(64)
ENOUGH = (FEWEST + 4) * SEGMENT


def _one_by_one(octets: bytes, order: str) -> list[int]:
    """Where every record that lies whole in `octets` starts."""
    starts, at, lengths = [], 0, Struct(order + "8xI")
    while at + HEADER <= len(octets):
        following = at + HEADER + lengths.unpack_from(octets, at)[0]
        if following > len(octets):
            break
        starts.append(at)
        at = following
    return starts


def _records(seed: int, order: str, longest: int, tick: float = 0, lured: float = 0) -> bytes:
    """Records of random lengths; so many of them hold octets that look like a record header."""
    random = Random(seed)  # noqa: S311 - not for secrets
    made, size, second = [], 0, 1_700_000_000
    while size < ENOUGH:
        second += random.random() < tick
        lure = Struct(order + "IIII").pack(second, 5, random.randrange(2000), 60)
        octets = random.randbytes(random.randrange(longest))
        made.append(pcap_record(octets + lure * (random.random() < lured), s=second, order=order))
        size += len(made[-1])
    return b"".join(made)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 1 << 32), st.sampled_from("<>"), st.sampled_from([40, 1500, 9000, 60_000]), st.booleans())
def test_every_start_is_one_that_following_finds(seed: int, order: str, longest: int, hasty: bool) -> None:  # noqa: FBT001
    octets = _records(seed, order, longest, 0.5 if hasty else 0.001, lured=0.1)
    expected = _one_by_one(octets, order)
    found, at = record_starts(bytearray(octets + SLACK), len(octets), HEADER, big_endian=order == ">")
    starts = np.concatenate(found).tolist() if found else []
    assert starts == expected[: len(starts)]
    assert at == expected[len(starts)]


@pytest.mark.parametrize("order", "<>")
def test_nearly_all_starts_are_found_where_records_are_ordinary(order: str) -> None:
    octets = _records(1, order, 1500)
    (starts,), at = record_starts(bytearray(octets + SLACK), len(octets), HEADER, big_endian=order == ">")
    assert len(starts) > 0.5 * len(_one_by_one(octets, order))
    assert at > starts[-1]


def test_a_false_guess_ends_what_is_taken_at_once() -> None:
    """The front of one segment is a payload that looks like records all through."""
    plain = _records(2, "<", 600)
    lure = pcap_record(b"", s=1_700_000_000) * (2 * SEGMENT // HEADER)
    cut = next(at for at in _one_by_one(plain, "<") if at > 5 * SEGMENT)
    octets = plain[:cut] + pcap_record(lure, s=1_700_000_000) + plain[cut:]
    (starts,), at = record_starts(bytearray(octets + SLACK), len(octets), HEADER, big_endian=False)
    expected = _one_by_one(octets, "<")
    assert starts.tolist() == expected[: len(starts)]
    assert at == expected[len(starts)] <= cut


@pytest.mark.parametrize("hostile", [b"", b"\x00" * 12, b"\xff" * 16])
def test_hostile_lengths_end_the_chains(hostile: bytes) -> None:
    """Records of no octets, all over the window, and lengths that lead out of it."""
    record = pcap_record(b"", s=1_700_000_000)
    octets = (record * (SEGMENT // HEADER - 1) + (hostile or record)[:HEADER].ljust(HEADER, b"\0")) * (FEWEST + 4)
    found, at = record_starts(bytearray(octets + SLACK), len(octets), HEADER, big_endian=False)
    starts = np.concatenate(found).tolist() if found else []
    expected = _one_by_one(octets, "<")
    assert starts == expected[: len(starts)]
    assert at in (*expected, 0) or at == len(octets)


@pytest.mark.parametrize("order", "<>")
def test_a_capture_gives_the_same_blocks_with_and_without(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    capture = pcap_header(order=order) + _records(3, order, 1500, 0.01) + b"cut"
    side_by_side = _offsets(capture)
    monkeypatch.setattr(pcap, "record_starts", lambda *_, **__: ([], 0))
    assert _offsets(capture) == side_by_side


def test_short_buffers_are_followed_one_by_one() -> None:
    octets = _records(4, "<", 1500)[: (FEWEST - 2) * chains.SEGMENT]
    assert record_starts(bytearray(octets + SLACK), len(octets), HEADER, big_endian=False) == ([], 0)


def _offsets(capture: bytes) -> list[list[int]]:
    return [block.offsets.tolist() for block in open_capture(BytesIO(capture)).blocks()]
