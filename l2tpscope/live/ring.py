"""Ring: every frame of a live capture, in files of limited size or duration of which the oldest may go."""

import os
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic_ns

from l2tpscope.capture.borders import Borders, borders_of
from l2tpscope.capture.picked import settle
from l2tpscope.capture.section import DamageError
from l2tpscope.errors import UsageError
from l2tpscope.live.keeping import Keeper

KILO = 1000
MOST_FILES, MOST_KILOBYTES = 99_999, 2 << 20
_NO_END = 1 << 62
_NO_DATE = "0" * 14


@dataclass(frozen=True, slots=True)
class RingLimits:
    """When the next file begins, and how many stay; None: no such limit.

    files       the oldest go beyond that
    octets      the next begins once a file has so many
    duration_ns a file takes no more so long after it was begun, by the clock of this machine
    """

    files: int | None = None
    octets: int | None = None
    duration_ns: int | None = None


def ring_limits(words: Iterable[str]) -> RingLimits:
    """The limits of words such as files:5, filesize:1000 (in kB of 1,000 octets) and duration:3600 (in seconds).

    Raises UsageError for what is none of them or contradicts itself.
    """
    found: dict[str, int] = {}
    for word in words:
        key, _, value = word.partition(":")
        if key in found:
            raise UsageError(f"live: -b {key} is given twice")
        found[key] = _limit(key, value)
    if "filesize" not in found and "duration" not in found:
        raise UsageError("live: -b files:N needs -b filesize:KB or -b duration:S, to know when the next file begins")
    return RingLimits(found.get("files"), found.get("filesize"), found.get("duration"))


def _limit(key: str, value: str) -> int:
    try:
        if key == "files" and 1 <= int(value) <= MOST_FILES:
            return int(value)
        if key == "filesize" and 1 <= int(value) <= MOST_KILOBYTES:
            return int(value) * KILO
        if key == "duration" and 0 < float(value) < MOST_KILOBYTES * KILO:
            return int(float(value) * 1_000_000_000)
    except ValueError:
        pass
    raise UsageError(
        f"live: -b {key}:{value}: it takes files:N (up to {MOST_FILES:,}), filesize:KB (up to {MOST_KILOBYTES:,}) "
        f"and duration:S"
    )


class Ring:
    """The files: NAME_00001_20261125173549.pcap for -w NAME.pcap, by number and time (UTC) of their first frame.

    Each is a capture by itself: it begins with the headers of the capture, and is cut where a record ends.

    path     of the last file; octets: of all that were written; files: how many there are
    trouble  why no more can be written, or kept apart, a sentence; None while nothing is wrong

    Raises UsageError if files cannot be made there.
    """

    def __init__(self, path: Path, limits: RingLimits) -> None:
        self.path = path
        self.trouble: str | None = None
        self._name = path
        self._limits = limits
        self._before = self._number = 0
        self._files: deque[Path] = deque()
        self._file: Keeper | None = None
        self._begun_ns = 0
        self._rest = bytearray()
        self._borders: Borders | None = None
        self._is_followed = True
        self._is_over = False
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise UsageError(f"{path.parent}: files cannot be made there")

    @property
    def octets(self) -> int:
        """In all files that were written, headers included."""
        return self._before + (self._file.octets if self._file is not None else 0)

    def __str__(self) -> str:
        return f"{len(self._files):,} files up to {self.path}, {self.octets:,} octets written in all"

    def write(self, octets: memoryview | bytes) -> None:
        """Write what is whole; a record that is not waits for its rest."""
        if self._is_over:
            return
        lasts_ns = self._limits.duration_ns
        if lasts_ns is not None and self._file is not None and monotonic_ns() - self._begun_ns >= lasts_ns:
            self._close()
        self._rest += octets
        if self._is_followed:
            try:
                self._follow()
            except DamageError as damage:
                self._is_followed = False
                self.trouble = f"{self.path}: where frames end is not to be seen ({damage}); the rest is in one file"
        if not self._is_followed:
            self._put(len(self._rest))

    def end(self) -> None:
        """Write also what is not whole; have all that is left on the disk, and close it."""
        if not self._is_over:
            if self._rest:
                self._put(len(self._rest))
            self._close()
            self._is_over = True
        for path in self._files:
            settle(path)

    def _follow(self) -> None:
        """Write record after record, into the next file where one is full. Raises DamageError."""
        if self._borders is None:
            found = borders_of(self._rest)
            if found is None:
                return
            self._borders, behind = found
            del self._rest[:behind]
        most, at = self._limits.octets, 0
        while not self._is_over:
            if self._file is None:
                at = self._borders.skip_header(self._rest, at)
            room = _NO_END if most is None else most - (self._file.octets if self._file is not None else 0)
            end = self._borders.end_of(self._rest, at, at + max(room, 1))
            if end == at:
                break
            self._put(end, at)
            at = end
            if most is not None and self._file is not None and self._file.octets >= most:
                self._close()
        del self._rest[:at]

    def _put(self, end: int, at: int = 0) -> None:
        """Write these octets of what came, in a new file where none is open."""
        if self._file is None:
            self._open(at)
        if self._file is not None:
            with memoryview(self._rest) as view, view[at:end] as octets:
                self._file.write(octets)
            if self._file.trouble is not None:
                self._give_up(self._file.trouble)
        if not self._is_followed:
            self._rest.clear()

    def _open(self, at: int) -> None:
        seconds = self._borders.seconds(self._rest, at) if self._borders is not None and self._is_followed else None
        self._number += 1
        self.path = self._name.with_name(f"{self._name.stem}_{self._number:05}_{_stamp(seconds)}{self._name.suffix}")
        try:
            self._file = Keeper(self.path)
        except UsageError as refused:
            self._give_up(f"{refused}; the files before it stay, and the watching goes on")
            return
        self._begun_ns = monotonic_ns()
        self._files.append(self.path)
        while self._limits.files is not None and len(self._files) > self._limits.files:
            with suppress(OSError):
                self._files.popleft().unlink()
        if self._borders is not None:
            self._file.write(self._borders.header)

    def _close(self) -> None:
        if self._file is not None:
            self._before += self._file.octets
            self._file.close()
            self._file = None

    def _give_up(self, trouble: str) -> None:
        self.trouble = trouble
        self._close()
        self._is_over = True


def _stamp(seconds: int | None) -> str:
    """Date and time as in 20261125173549, in UTC."""
    try:
        return f"{datetime.fromtimestamp(seconds or 0, UTC):%Y%m%d%H%M%S}"
    except (OverflowError, ValueError, OSError):
        return _NO_DATE
