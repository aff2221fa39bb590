"""What is kept is in the file at once; what can be written no further is said, and cut where it was whole."""

from pathlib import Path

import pytest

from l2tpscope.errors import UsageError
from l2tpscope.live.keeping import Keeper


def test_octets_are_in_the_file_at_once(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "kept")
    keeper.write(b"one")
    keeper.write(memoryview(b"two"))
    assert keeper.path.read_bytes() == b"onetwo"
    keeper.end()
    keeper.end()
    assert (keeper.octets, keeper.trouble) == (6, None)


def test_a_full_disk_ends_the_keeping() -> None:
    keeper = Keeper(Path("/dev/full"))
    keeper.write(b"one")
    assert keeper.trouble is not None
    assert "can be written no further (No space left on device)" in keeper.trouble
    keeper.write(b"two")
    keeper.end()
    assert keeper.octets == 0


def test_a_file_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        Keeper(tmp_path / "none" / "kept")
