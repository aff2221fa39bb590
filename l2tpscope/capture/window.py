"""Window: the one buffer that a capture is read through, with the unfinished record moved to its front."""

from l2tpscope.capture.source import Octets

BUFFER_OCTETS = 6 << 20
LEAST_OCTETS = 1 << 16
SLACK = 64  # a header may be looked at before it is known to be there


class Window:
    """The part of a stream that is in memory.

    buffer   the octets; a new object only when a longer record needs more room, else the same for the whole capture
    end      how many octets of `buffer` are read
    missing  octets that were to be skipped when the stream ended
    fill     how many octets to gather at once: a live source sets 1, to be handed what one read yields
    """

    def __init__(self, octets: Octets, fill: int = BUFFER_OCTETS) -> None:
        self._octets = octets
        self._fill = fill
        self.buffer = bytearray(max(min(fill, BUFFER_OCTETS), octets.at_once, LEAST_OCTETS) + SLACK)
        self.end = 0
        self.missing = 0

    def slide(self, at: int) -> bool:
        """Drop what lies before `at`, move the rest to the front and read on; False if nothing more came."""
        rest = max(self.end - at, 0)
        if rest:
            self.buffer[:rest] = self.buffer[at : self.end]
        self.missing = max(at - self.end, 0)
        self.end = rest
        self._skip()
        return not self.missing and self._read()

    def _skip(self) -> None:
        """Read over octets that nobody needs."""
        while self.missing:
            got = self._octets.readinto(memoryview(self.buffer)[: min(self.missing, BUFFER_OCTETS)])
            if not got:
                return
            self.missing -= got

    def _read(self) -> bool:
        if self.end + SLACK == len(self.buffer):
            self._grow()
        first, room = self.end, memoryview(self.buffer)[: len(self.buffer) - SLACK]
        wanted = min(first + self._fill, len(room))
        while self.end < wanted:
            got = self._octets.readinto(room[self.end :])
            if not got:
                break
            self.end += got
        return self.end > first

    def _grow(self) -> None:
        """Double the room: only octets that really came make it grow, whatever lengths a record claims."""
        wider = bytearray(2 * len(self.buffer))
        wider[: self.end] = self.buffer[: self.end]
        self.buffer = wider  # never in place: a scan may still look into the old one
