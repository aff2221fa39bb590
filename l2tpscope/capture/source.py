"""Octets and Source: what a file, a pipe or a binary file object holds, in order, however short its reads are."""

import select
import sys
from pathlib import Path
from typing import BinaryIO

from l2tpscope.errors import UnreadableCapture

STANDARD_INPUT = "-"


class Octets:
    """A stream of octets that can be looked into before it is read.

    trouble   why the stream ended before its time, as the end of a sentence; None while nothing is wrong
    remark    what else is odd about the stream, as the end of a sentence, or None
    path      what it is called; at_once: octets that a reader should have room for, 0 where that does not matter
    """

    path = "stream"
    at_once = 0

    def __init__(self) -> None:
        self.trouble: str | None = None
        self.remark: str | None = None
        self._head = b""

    def peek(self, count: int) -> bytes:
        """The next `count` octets, fewer only at the end; they stay to be read."""
        while len(self._head) < count:
            room = bytearray(count - len(self._head))
            got = self._pull(memoryview(room))
            if not got:
                break
            self._head += room[:got]
        return self._head[:count]

    def readinto(self, view: memoryview) -> int:
        """Fill `view` with what one read yields: the number of octets, 0 at the end."""
        if not self._head:
            return self._pull(view)
        taken = min(len(view), len(self._head))
        view[:taken] = self._head[:taken]
        self._head = self._head[taken:]
        return taken

    def _pull(self, view: memoryview) -> int:
        raise NotImplementedError

    def close(self) -> None:
        """Let go of what was opened here."""


class Source(Octets):
    """The octets of an open binary stream; `owned` if it was opened here and is closed here."""

    def __init__(self, stream: BinaryIO, *, owned: bool) -> None:
        super().__init__()
        self._stream = stream
        self._owned = owned
        # One read of a pipe is enough: a live source must not wait until a whole buffer is full.
        self._into = getattr(stream, "readinto1", None) or getattr(stream, "readinto", None)

    def _pull(self, view: memoryview) -> int:
        try:
            return self._read(view)
        except (OSError, ValueError) as error:
            self.trouble = f"it can be read no further ({_reason(error)})"
            return 0

    def _read(self, view: memoryview) -> int:
        while True:
            got = self._into(view) if self._into else self._copy(view)
            if got is not None:
                return int(got)
            select.select([self._stream], [], [])  # a non-blocking pipe that holds nothing yet

    def _copy(self, view: memoryview) -> int | None:
        octets: bytes | None = self._stream.read(len(view))
        if octets is None:
            return None
        view[: len(octets)] = octets
        return len(octets)

    def close(self) -> None:
        """Close the stream if it was opened here."""
        if self._owned:
            self._stream.close()


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def open_source(source: str | Path | BinaryIO | Octets) -> tuple[str, Octets]:
    """The name and the octets of a path, of "-" (standard input), or of a binary file object, from where it stands.

    Octets that are open already are taken as they are.

    Raises UnreadableCapture if it does not exist, may not be read, is a directory, a terminal or a text stream.
    """
    if isinstance(source, (str, Path)):
        return _open_standard_input() if str(source) == STANDARD_INPUT else _open_path(Path(source))
    if isinstance(source, Octets):
        return source.path, source
    name = getattr(source, "name", None)
    path = name if isinstance(name, str) else "stream"
    if isinstance(getattr(source, "encoding", None), str):
        raise UnreadableCapture(f'{path}: opened as text; open it in binary mode, as in open(path, "rb")')
    if not (hasattr(source, "readinto") or hasattr(source, "read")):
        raise UnreadableCapture(f"{path}: neither a path nor a binary file object")
    return path, Source(source, owned=False)


def _open_standard_input() -> tuple[str, Source]:
    stream = sys.stdin.buffer if sys.stdin is not None else None
    if stream is None:
        raise UnreadableCapture("-: there is no standard input; name a capture file")
    if stream.isatty():
        raise UnreadableCapture("-: standard input is a terminal; pipe a capture into it or name a capture file")
    return STANDARD_INPUT, Source(stream, owned=False)


def _open_path(path: Path) -> tuple[str, Source]:
    try:
        return str(path), Source(path.open("rb", buffering=0), owned=True)
    except FileNotFoundError:
        raise UnreadableCapture(f"{path}: no such file") from None
    except IsADirectoryError:
        raise UnreadableCapture(f"{path}: a directory; name the capture files in it") from None
    except PermissionError:
        raise UnreadableCapture(f"{path}: no right to read it; change its owner or mode, or run as its owner") from None
    except (OSError, ValueError) as error:
        raise UnreadableCapture(f"{path}: cannot be opened ({_reason(error)})") from None
