"""Casefiles: a folder of small pcapng files, one for each failed tunnel, within limits of number and octets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import Frame, FrameRef
from l2tpscope.capture.picked import save
from l2tpscope.conversation.model import SECOND, Side, Tunnel
from l2tpscope.errors import UsageError
from l2tpscope.rules.finding import Finding, Severity

MOST_FILES = 1000
MOST_OCTETS = 256 << 20
"""Of all files together."""
_UNSAFE = re.compile(r"[^A-Za-z0-9.]+")


@dataclass(slots=True)
class Casefile:
    """The file of one tunnel: its path, the frames in it, how many octets it has."""

    path: Path | None = None
    frames: set[FrameRef] = field(default_factory=set)
    octets: int = 0


class Folder:
    """The folder of these files; it is made where it is missing.

    files    how many were written
    trouble  why some could not be written, a sentence; None while nothing is wrong

    Raises UsageError where it cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files = self.octets = 0
        self.trouble: str | None = None
        self._names: set[str] = set()
        self._is_full_told = False
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{path}: cannot be made ({error.strerror})") from None

    def takes(self, file: Casefile) -> bool:
        """Whether there is room for this one, by the limits."""
        return self.octets < MOST_OCTETS and (file.path is not None or self.files < MOST_FILES)

    def full(self) -> str | None:
        """That there is no more room, once."""
        told, self._is_full_told = self._is_full_told, True
        more = f"{self.path}: {self.files:,} files of {self.octets:,} octets are saved; no more failed tunnels will be"
        return None if told else more

    def write(
        self,
        file: Casefile,
        tunnel: Tunnel,
        analysis: Analysis,
        frames: Iterable[Frame],
        comments: Mapping[FrameRef, Iterable[str]],
    ) -> str | None:
        """Write the file of a tunnel, or write it anew; why that could not be, a sentence, the first time.

        Frames that it held before and that are no longer among `frames` stay, in a section before these.
        """
        path = file.path or self.path / self._name(tunnel, analysis)
        here = {frame.ref: frame for frame in frames}
        try:
            before = path.read_bytes() if file.frames - here.keys() and path.exists() else b""
            fresh = [frame for ref, frame in here.items() if not before or ref not in file.frames]
            save(path, fresh, comments, what_failed(tunnel, analysis), before)
            octets = path.stat().st_size
        except OSError as error:
            return self._troubled(error)
        self.files += file.path is None
        self.octets += octets - file.octets
        file.path, file.octets = path, octets
        file.frames = file.frames | here.keys() if before else set(here)
        return None

    def _name(self, tunnel: Tunnel, analysis: Analysis) -> str:
        """Time, both ends, ID and root cause, in characters that every file system takes; a number tells equals."""
        words = "_".join(_UNSAFE.sub("-", each).strip("-") or "x" for each in _words(tunnel, analysis))
        name, number = words, 1
        while name in self._names:
            number += 1
            name = f"{words}_{number}"
        self._names.add(name)
        return f"{name}.pcapng"

    def _troubled(self, error: OSError) -> str | None:
        is_first = self.trouble is None
        self.trouble = (
            f"{error.filename or self.path}: cannot be saved ({error.strerror}); what was saved before stays, "
            f"and the watching goes on"
        )
        return self.trouble if is_first else None


def failures(tunnel: Tunnel, analysis: Analysis) -> list[Finding]:
    """Why it failed: the root causes of its attempts, then what else is fatal."""
    failed = [attempt.index for attempt in tunnel.attempts if attempt.failed]
    roots = {analysis.root_causes[index] for index in failed if index in analysis.root_causes}
    causes = [analysis.findings[number - 1] for number in sorted(roots)]
    fatal = (one for one in analysis.findings if one.tunnel == tunnel.index and one.severity is Severity.FATAL)
    return causes + [one for one in fatal if one not in causes]


def what_failed(tunnel: Tunnel, analysis: Analysis) -> str:
    """One sentence on each cause."""
    causes = (f"{finding.rule}: {finding.summary}" for finding in failures(tunnel, analysis))
    return f"{tunnel.name}: {'; '.join(causes)}"


def _words(tunnel: Tunnel, analysis: Analysis) -> Iterator[str]:
    try:
        yield f"{datetime.fromtimestamp(tunnel.first_ns // SECOND, UTC):%Y%m%dT%H%M%SZ}"
    except (OverflowError, ValueError, OSError):  # a year that has no calendar
        yield str(tunnel.first_ns // SECOND)
    for side in Side:
        addresses = tunnel.ends[side].addresses
        yield addresses[0].address if addresses else _addressed(tunnel)
    yield str(tunnel.initiator.tunnel_id or "unknown")
    yield next((finding.rule for finding in failures(tunnel, analysis)), "failed")


def _addressed(tunnel: Tunnel) -> str:
    """To whom the first message went."""
    return tunnel.transmissions[0].datagram.destination if tunnel.transmissions else "unknown"
