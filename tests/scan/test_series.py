"""The coarse time series against a model, whatever the order of times and wherever the parts are split."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.scan.series import BINS, NARROWEST, Series
from tests.scan.frames import data, ethernet, ipv4, pcap, read_octets, udp

times = st.integers(0, 1 << 34) | st.integers(0, 1 << 45)


def _row_of(times_ns: list[int], sizes: list[int]) -> tuple[int, dict[int, tuple[int, int]]]:
    """Bin width and bins of one row that is filled packet by packet."""
    series = Series()
    series.extend(1)
    series.width[0] = NARROWEST
    rows = np.zeros(1, np.int64)
    first = last = times_ns[0]
    for time_ns, size in zip(times_ns, sizes, strict=True):
        before, first, last = first, min(first, time_ns), max(last, time_ns)
        series.widen(rows, np.array([before]), np.array([first]), np.array([last]))
        series.add(rows, np.array([time_ns]), np.array([size]))
    (bins,) = series.bins(np.array([first]), np.array([last]))
    packets, octets = series.totals(slice(0, 1))
    assert (packets[0], octets[0]) == (len(times_ns), sum(sizes))
    return int(series.width[0]), dict(bins)


@given(st.lists(st.tuples(times, st.integers(0, 65_535)), min_size=1, max_size=20))
def test_bins_are_those_of_all_packets_at_once(packets: list[tuple[int, int]]) -> None:
    times_ns, sizes = [time_ns for time_ns, _ in packets], [size for _, size in packets]
    width, bins = _row_of(times_ns, sizes)
    narrowest = NARROWEST
    while (max(times_ns) >> narrowest) - (min(times_ns) >> narrowest) >= BINS:
        narrowest += 1
    count, octets = Counter[int](), Counter[int]()
    for time_ns, size in packets:
        count[time_ns >> width] += 1
        octets[time_ns >> width] += size
    assert width == narrowest
    assert bins == {number: (count[number], octets[number]) for number in count}


@pytest.mark.parametrize("first", range(2 * BINS))
@pytest.mark.parametrize("beyond", [0, 1, 2, 70])
def test_full_bins_are_folded_wherever_they_begin(first: int, beyond: int) -> None:
    """A packet in each of the 32 bins, of a size of its own, and then one behind them."""
    numbers = [*range(first, first + BINS), first + BINS + beyond]
    sizes = [100 + place for place in range(len(numbers))]
    width, bins = _row_of([number << NARROWEST for number in numbers], sizes)
    count, octets = Counter[int](), Counter[int]()
    for number, size in zip(numbers, sizes, strict=True):
        count[number >> width - NARROWEST] += 1
        octets[number >> width - NARROWEST] += size
    assert bins == {number: (count[number], octets[number]) for number in count}


def test_counts_beyond_one_word_go_on_in_two() -> None:
    series = Series()
    series.extend(1)
    series._total = (1 << 24) - 2
    for _ in range(3):
        series.add(np.zeros(1, np.int64), np.array([5]), np.array([100]))
    series.extend(2)
    (bins,) = series.bins(np.array([0]), np.array([9]))
    assert dict(bins) == {5: (3, 300)}
    assert [total.tolist() for total in series.totals(slice(0, 1))] == [[3], [300]]


def test_room_grows_by_whole_rows() -> None:
    series = Series()
    for size in range(1, 60_000, 997):
        series.extend(size)
        series.width[size - 1] = NARROWEST
        row = np.array([size - 1])
        series.widen(row, np.array([0]), np.array([0]), np.array([1 << NARROWEST + 6]))
        assert series.width[size - 1] == NARROWEST + 2


def test_a_row_of_the_scan_has_bins_that_add_up() -> None:
    frames = [ethernet(ipv4(udp(data(bytes(size))))) for size in range(100)]
    (row,) = read_octets(pcap(frames, step_ns=1_000_000_000)).rows
    assert sum(packets for packets, _ in row.bins.values()) == row.packets == 100
    assert sum(octets for _, octets in row.bins.values()) == row.octets == sum(range(100))
    assert len(row.bins) <= BINS
    assert row.bin_ns == 1 << 32
