"""Exit statuses: which one outranks which."""

import click
import pytest

from l2tpscope.cli.status import ANALYZED, FOUND, IN_PART, leave_with, status_of


@pytest.mark.parametrize(
    ("set_", "left_with"),
    [
        ([], ANALYZED),
        ([IN_PART], IN_PART),
        ([FOUND, IN_PART], FOUND),
        ([IN_PART, FOUND], FOUND),
        ([IN_PART, 0], IN_PART),
    ],
)
def test_what_was_found_outranks_what_was_not_read(set_: list[int], left_with: int) -> None:
    with click.Context(click.Command("x")) as context:
        for status in set_:
            leave_with(status)
        assert status_of(context) == left_with
