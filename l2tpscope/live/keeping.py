"""Keeping: every octet of a live capture goes to a file as it comes; a full disk ends the keeping, not the watching."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from l2tpscope.errors import UsageError

_NO_DISK = (errno.EINVAL, errno.EOPNOTSUPP)
"""A pipe or a device, which has no disk to be on."""


class Keeper:
    """A file that is written without a buffer of ours: what was read is in it, whatever ends the program.

    octets   how many are in it
    trouble  why no more can be written, a sentence; None while nothing is wrong

    Raises UsageError if the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.octets = 0
        self.trouble: str | None = None
        try:
            self._file = path.open("wb", buffering=0)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror})") from None

    def __str__(self) -> str:
        return f"{self.path}, {self.octets:,} octets"

    def write(self, octets: memoryview | bytes) -> None:
        """Write them all, or none and nothing more."""
        if self.trouble is not None:
            return
        try:
            left = memoryview(octets)
            while left:
                left = left[self._file.write(left) :]
            self.octets += len(octets)
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        self.trouble = (
            f"{self.path}: can be written no further ({error.strerror}); the {self.octets:,} octets in it stay, "
            f"and the watching goes on"
        )
        with suppress(OSError):  # what is no file cannot be shortened
            self._file.truncate(self.octets)

    def end(self) -> None:
        """Have it on the disk, and close it."""
        if self._file.closed:
            return
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            if self.trouble is None and error.errno not in _NO_DISK:
                self.trouble = f"{self.path}: may not be whole on the disk ({error.strerror})"
        self.close()

    def close(self) -> None:
        """Close it; the system has it on the disk soon."""
        self._file.close()
