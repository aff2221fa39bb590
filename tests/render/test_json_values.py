"""Instants, durations and names in the JSON."""

import pytest

from l2tpscope.render.json_values import instant, legible, seconds


@pytest.mark.parametrize(
    ("ns", "text"),
    [
        (None, None),
        (0, "1970-01-01T00:00:00.000000000Z"),
        (1_795_000_000_123_456_789, "2026-11-18T11:06:40.123456789Z"),
        (-1, "1969-12-31T23:59:59.999999999Z"),
        (2**63, "2262-04-11T23:47:16.854775808Z"),
        (2**64 * 1000, None),
    ],
)
def test_an_instant_has_nine_decimals_and_one_beyond_the_calendar_is_unknown(ns: int | None, text: str | None) -> None:
    assert instant(ns) == text


def test_a_duration_is_seconds() -> None:
    assert seconds(1_500_000_000) == 1.5
    assert seconds(None) is None


def test_octets_of_a_name_that_are_no_utf8_are_spelled_out() -> None:
    assert legible("a\udcffb") == "a\\udcffb"
    assert legible("ä") == "ä"
