"""Gathering octets, and arrays that grow."""

import subprocess
import sys

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from l2tpscope.scan.columns import (
    changes,
    chosen,
    column,
    distinct,
    first_of_each,
    gather,
    grown,
    in_order,
    layout,
    octets_of,
)
from tests.samples import FOLDER

FIELDS = layout(4, big=(">u2", 0), little=("<u2", 2))


def test_fields_are_gathered_at_any_offset() -> None:
    rows = gather(bytes(range(16)), np.array([0, 3, 12]), FIELDS)
    assert column(rows, "big").tolist() == [0x0001, 0x0304, 0x0C0D]
    assert column(rows, "little").tolist() == [0x0302, 0x0605, 0x0F0E]


def test_an_offset_beyond_the_buffer_is_moved_back_and_not_read() -> None:
    rows = gather(bytes(range(8)), np.array([7, 1000]), FIELDS)
    assert column(rows, "big").tolist() == [0x0405, 0x0405]


def test_a_buffer_shorter_than_the_fields_reads_as_padded_with_zeros() -> None:
    assert column(gather(b"\x01", np.array([0]), FIELDS), "big").tolist() == [0x0100]


def test_rows_can_be_chosen_and_seen_as_octets() -> None:
    rows = chosen(gather(bytes(range(16)), np.array([0, 4, 8]), FIELDS), np.array([2, 0]))
    assert octets_of(rows).tolist() == [[8, 9, 10, 11], [0, 1, 2, 3]]
    assert octets_of(rows[:0]).shape == (0, 4)


def test_a_grown_array_begins_with_the_old_one_and_goes_on_with_zeros() -> None:
    array = np.array([5, 6])
    assert grown(array, 2) is array
    longer = grown(array, 3)
    assert longer[:3].tolist() == [5, 6, 0]
    assert grown(np.zeros((2, 3), np.uint8), 5)[:5].shape == (5, 3)


def test_distinct_numbers_come_once_and_in_order() -> None:
    assert distinct(np.array([[3, 1], [3, 2]])).tolist() == [1, 2, 3]
    assert distinct(np.array([7, 7, 7])).tolist() == [7]
    assert distinct(np.zeros(0, np.int64)).tolist() == []


def test_a_small_capture_does_without_masked_arrays() -> None:
    code = "import sys, l2tpscope.analysis as a; a.read(sys.argv[1]); sys.exit('numpy.ma' in sys.modules)"
    sample = str(FOLDER / "clean-call.pcap")
    assert subprocess.run([sys.executable, "-c", code, sample], check=False).returncode == 0


numbers = st.lists(st.integers(0, 5) | st.integers(65_530, 65_540) | st.integers(0, 1 << 40))


@given(numbers)
@example([1 << 33, 5, 3 << 32, 1 << 32, 1 << 16])
def test_small_numbers_are_put_in_order_and_equal_ones_stay_in_theirs(some: list[int]) -> None:
    assert in_order(np.array(some, np.int64)).tolist() == sorted(range(len(some)), key=some.__getitem__)


@given(numbers)
def test_the_first_of_each_number_is_where_it_stands_first(some: list[int]) -> None:
    each, first = first_of_each(np.array(some, np.int64))
    assert each.tolist() == sorted(set(some))
    assert first.tolist() == [some.index(number) for number in each.tolist()]


def test_a_change_is_where_the_number_before_is_another() -> None:
    assert changes(np.array([3, 3, 4, 3])).tolist() == [True, False, True, True]
    assert changes(np.zeros(0)).tolist() == []
