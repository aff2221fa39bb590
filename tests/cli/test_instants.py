"""Times as users type them."""

import pytest

from l2tpscope.analysis import read
from l2tpscope.cli.instants import instant_ns
from l2tpscope.errors import UsageError
from tests.cli.runs import CLEAN

SECOND = 1_000_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1970-01-01T00:00:01Z", SECOND),
        ("1970-01-01T00:00:01.123456789Z", SECOND + 123_456_789),
        ("1970-01-01T00:00:01.5", SECOND + SECOND // 2),
        ("1970-01-01 00:01", 60 * SECOND),
        ("1970-01-02", 86_400 * SECOND),
        ("1970-01-01T02:00:00+02:00", 0),
        ("1970-01-01T00:00:00.25-00:01", 60 * SECOND + SECOND // 4),
        ("1795000000", 1_795_000_000 * SECOND),
        ("1795000000.000000001", 1_795_000_000 * SECOND + 1),
    ],
)
def test_a_time_is_nanoseconds_since_1970(text: str, expected: int) -> None:
    assert instant_ns(text, ()) == expected


def test_no_time_stays_none() -> None:
    assert instant_ns(None, ()) is None


def test_a_time_from_the_first_frame_counts_from_it() -> None:
    first = read(CLEAN).conversation.first_ns
    assert instant_ns("+12.5", (CLEAN,)) == first + 12 * SECOND + SECOND // 2


@pytest.mark.parametrize("text", ["", "noon", "2026-13-01", "2026-01-01T25:00:00Z", "-5", "1e9", "+-3", "+", "."])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no time"):
        instant_ns(text, (CLEAN,))


def test_standard_input_has_no_first_frame_to_count_from() -> None:
    with pytest.raises(UsageError, match="standard input"):
        instant_ns("+1", ("-",))
