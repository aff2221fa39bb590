"""Source: where a live capture comes from: an interface through a capture program, a FIFO, or standard input."""

import os
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Timer

from l2tpscope.capture.source import STANDARD_INPUT
from l2tpscope.errors import UnreadableCapture
from l2tpscope.live.keeping import Keeper
from l2tpscope.live.pipe import Pipe
from l2tpscope.live.programs import HANDED_ON_S, Program, Wanted, breakdown, interfaces, is_up, lacks_vlan, refusal
from l2tpscope.live.ring import Ring


class LiveSource:
    """A pipe that is read, and who writes into it, as far as that is known.

    dropped   packets that the capture program lost, None where nobody says
    trouble   why it ended before its time, one sentence; None while nothing is wrong
    """

    def __init__(self, pipe: Pipe) -> None:
        self.pipe = pipe
        self.dropped: int | None = None
        self.trouble: str | None = None
        self.keeper: Keeper | Ring | None = None
        self._is_lost_told = False

    def keep(self, keeper: Keeper | Ring) -> None:
        """Write all octets to a file, or several, as well; to be said before any was read."""
        self.keeper = keeper
        self.pipe.keep(keeper.write)

    @property
    def kept(self) -> str | None:
        """The one file that has all octets."""
        path = self.keeper.path if isinstance(self.keeper, Keeper) else None
        return str(path) if path is not None and path.is_file() else None

    def stop(self) -> None:
        """End the capture; what was captured is still read."""
        self.pipe.is_stopped = True

    def notices(self) -> list[str]:
        """What has changed about the source, or the keeping, since the last call, in sentences."""
        if self.keeper is None or self.keeper.trouble is None or self._is_lost_told:
            return []
        self._is_lost_told = True
        return [self.keeper.trouble]

    def end(self) -> None:
        """Let go of all that was opened; afterwards `dropped` and `trouble` are what they will be."""


class PipeSource(LiveSource):
    """A FIFO or standard input ("-"). Raises UnreadableCapture where there is none."""

    def __init__(self, path: str) -> None:
        self._owned: int | None = None
        if path == STANDARD_INPUT:
            if sys.stdin is None or sys.stdin.isatty():
                raise UnreadableCapture("-: standard input is a terminal; pipe a capture into it, or name one with -i")
            self._owned = os.dup(sys.stdin.fileno())  # standard input itself may then bring the keys of the screens
            super().__init__(Pipe(self._owned, STANDARD_INPUT))
            return
        try:
            # Without waiting for who writes, so that Ctrl+C is heard before somebody does.
            self._owned = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        except OSError as error:
            is_interface = path in dict(interfaces())
            advice = f"; to capture on the interface of this name: -i {path}" if is_interface else ""
            raise UnreadableCapture(f"{path}: {(error.strerror or 'cannot be opened').lower()}{advice}") from None
        if Path(path).is_dir():
            os.close(self._owned)
            raise UnreadableCapture(f"{path}: a directory; name a FIFO, or an interface with -i")
        super().__init__(Pipe(self._owned, path))

    def end(self) -> None:
        """Close what was opened."""
        if self._owned is not None:
            os.close(self._owned)
            self._owned = None


class InterfaceSource(LiveSource):
    """An interface. `plain` is the filter to take where the link type knows no VLAN tags, None for no other.

    Raises UnreadableCapture, with what to do, where it cannot be captured on.
    """

    def __init__(self, wanted: Wanted, plain: str | None) -> None:
        self._wanted = wanted
        self._program = _started(wanted, plain)
        super().__init__(self._program.pipe)
        self._number = _number_of(wanted.interface)
        self._is_up = True
        self._dropped_told = 0
        self._ending: Timer | None = None

    def stop(self) -> None:
        """Ask the program to end when it has handed on what has come: its output then ends by itself."""
        self.pipe.is_stopped = self.pipe.is_ending = True
        self._ending = Timer(HANDED_ON_S, self._program.stop)
        self._ending.start()

    def notices(self) -> list[str]:
        """Of packets that are lost; of an interface that goes down or comes up; one that is gone ends the capture."""
        self.dropped = self._program.dropped()
        name, found = self._wanted.interface, super().notices()
        if (self.dropped or 0) >= max(2 * self._dropped_told, 1):
            self._dropped_told = self.dropped or 0
            found.append(f"{name}: packets lost before they could be captured: {self._dropped_told:,}")
        if self._number is None or self.trouble is not None:
            return found
        if _number_of(name) != self._number:
            self.trouble = f"{name}: this interface is gone; nothing more can be captured there"
            self._program.stop()
        elif self._is_up != is_up(name):
            self._is_up = not self._is_up
            down = f"{name} is down: nothing is captured until it is up again (ip link set {name} up)"
            found.append(f"{name} is up again" if self._is_up else down)
        return found

    def end(self) -> None:
        """Put the program to an end."""
        if self._ending is not None:
            self._ending.cancel()
        if self._program.has_ended:
            return
        failed = self._program.has_failed and not self.pipe.is_stopped  # asked before it is put to its end
        self.dropped = self._program.end()
        if failed and self.trouble is None:
            self.trouble = breakdown(self._wanted, self._program.name, self._program.last_words)


def _started(wanted: Wanted, plain: str | None) -> Program:
    """A program that has begun to write."""
    program = Program(wanted)
    if program.pipe.peek(1):
        return program
    program.end()
    if plain is not None and lacks_vlan(program.last_words):
        return _started(replace(wanted, expression=plain), None)
    raise UnreadableCapture(refusal(wanted, program.name, program.last_words))


def _number_of(interface: str) -> int | None:
    with suppress(OSError):
        return socket.if_nametoindex(interface)
    return None
