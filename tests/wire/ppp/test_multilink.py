"""Headers of multilink fragments."""

import pytest

from l2tpscope.wire.ppp.multilink import MultilinkHeader, multilink_header


@pytest.mark.parametrize(
    ("octets", "is_short", "header"),
    [
        ("c0000001aa", False, MultilinkHeader(begins=True, ends=True, sequence=1, at=4)),
        ("80fffffeaa", False, MultilinkHeader(begins=True, ends=False, sequence=0xFFFFFE, at=4)),
        ("4fff", True, MultilinkHeader(begins=False, ends=True, sequence=0xFFF, at=2)),
        ("3001aa", True, MultilinkHeader(begins=False, ends=False, sequence=1, at=2)),
        ("8000", False, MultilinkHeader(begins=True, ends=False, sequence=None, at=2)),
        ("", False, MultilinkHeader(begins=False, ends=False, sequence=None, at=0)),
    ],
)
def test_the_long_and_the_short_format_are_read(octets: str, is_short: bool, header: MultilinkHeader) -> None:  # noqa: FBT001
    assert multilink_header(bytes.fromhex(octets), is_short=is_short) == header
