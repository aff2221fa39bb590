"""Times and amounts in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.views.clock import SECOND, counted, duration, instant, octets, offset, rfc3339, seconds, time_of_day


@pytest.mark.parametrize(
    ("ns", "said"),
    [
        (0, "0 s"),
        (40_000, "40 µs"),
        (1_500_000, "1.5 ms"),
        (12_000_000, "12 ms"),
        (999_400, "999 µs"),
        (999_600, "1 ms"),
        (999_400_000, "999 ms"),
        (999_600_000, "1 s"),
        (SECOND, "1 s"),
        (1_540_000_000, "1.5 s"),
        (31 * SECOND, "31 s"),
        (125 * SECOND, "2 min 5 s"),
        (3600 * SECOND, "1 h"),
        (90_000 * SECOND, "1 d 1 h"),
        (-SECOND, "-1 s"),
    ],
)
def test_a_duration_has_the_unit_that_fits(ns: int, said: str) -> None:
    assert duration(ns) == said


def test_an_offset_has_milliseconds_and_turns_to_hours_when_long() -> None:
    assert [offset(ns) for ns in (12_000_000, 61_090_000_000, 3_723_400_000_000)] == ["0.012", "61.090", "1:02:03.400"]


def test_an_instant_has_nine_decimals_in_utc() -> None:
    assert rfc3339(1_795_000_000_123_456_789) == "2026-11-18T11:06:40.123456789Z"
    assert instant(1_795_000_000_123_456_789) == "2026-11-18 11:06:40 UTC"


@given(st.integers(min_value=-(2**63), max_value=2**70))
def test_no_time_is_too_odd_to_be_said(ns: int) -> None:
    assert duration(ns)
    assert offset(ns)
    assert rfc3339(ns)
    assert instant(ns)


def test_amounts_read_well() -> None:
    assert [octets(count) for count in (98, 1234, 40_000, 2_500_000_000)] == ["98 B", "1.2 kB", "40 kB", "2.5 GB"]
    assert [counted(1, "call"), counted(1284331, "frame"), counted(2, "copy", "copies")] == [
        "1 call",
        "1,284,331 frames",
        "2 copies",
    ]
    assert [seconds(ns) for ns in (SECOND, SECOND // 2, 16_020_000_000)] == ["1", "0.5", "16"]


def test_the_time_of_a_day_has_milliseconds() -> None:
    assert time_of_day(1_795_000_000_250_000_000) == "11:06:40.250"
    assert time_of_day(10**21) == "1000000000000.000000000"
