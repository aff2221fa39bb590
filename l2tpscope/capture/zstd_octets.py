"""ZstdOctets: what a Zstandard stream holds, frame after frame, up to where it is cut or damaged."""

import re
from collections.abc import Iterator

import zstandard

from l2tpscope.capture.source import Octets

MAGIC = b"\x28\xb5\x2f\xfd"
SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
INTAKE = 1 << 18  # octets of the compressed stream per read
RLE_BLOCK = 1  # block type whose size counts decoded octets: one octet is stored (RFC 8878 3.1.1.2.2)
LONGEST_BLOCK = 128 << 10  # RFC 8878 3.1.1.2.4


class CutError(Exception):
    """The compressed stream ended inside a frame."""


class ZstdOctets(Octets):
    """The octets inside a Zstandard stream (RFC 8878).

    The decoder is fed block by block, so that no read decodes more than 128 KiB, everything before a cut or a
    damage is kept, and a stream that ends too early is told from one that is whole.
    """

    def __init__(self, compressed: Octets) -> None:
        super().__init__()
        self._compressed = compressed
        self._room = bytearray(INTAKE)
        self._at = self._end = 0
        self._blocks = self._decoded()
        self._waiting = memoryview(b"")

    def _pull(self, view: memoryview) -> int:
        while not self._waiting:
            following = next(self._blocks, None)
            if following is None:
                return 0
            self._waiting = memoryview(following)
        taken = min(len(view), len(self._waiting))
        view[:taken] = self._waiting[:taken]
        self._waiting = self._waiting[taken:]
        return taken

    def _decoded(self) -> Iterator[bytes]:
        try:
            while magic := self._take(4, or_end=True):
                if magic == MAGIC:
                    yield from self._frame()
                elif SKIPPABLE.match(magic):
                    self._skip(int.from_bytes(self._take(4), "little"))
                else:
                    self.remark = "other octets follow its zstd stream and were left out"
                    break
            self.trouble = self._compressed.trouble
        except CutError:
            self.trouble = self._compressed.trouble or "its zstd stream is cut short"
        except zstandard.ZstdError:
            self.trouble = "its zstd stream is damaged"

    def _frame(self) -> Iterator[bytes]:
        """One frame: header, blocks until the one marked as last, checksum (RFC 8878 3.1.1)."""
        descriptor = self._take(1)
        flags = descriptor[0]
        decoder = zstandard.ZstdDecompressor().decompressobj()
        yield decoder.decompress(MAGIC + descriptor + self._take(_rest_of_header(flags)))
        last = False
        while not last:
            header = self._take(3)
            word = int.from_bytes(header, "little")
            last, kind, size = bool(word & 1), word >> 1 & 3, word >> 3
            if size > LONGEST_BLOCK:
                raise zstandard.ZstdError("a block longer than the format allows")
            yield decoder.decompress(header + self._take(1 if kind == RLE_BLOCK else size))
        if flags & 4:
            decoder.decompress(self._take(4))

    def _take(self, count: int, *, or_end: bool = False) -> bytes:
        """The next `count` octets of the compressed stream, or none at its end where it may end."""
        taken = b""
        while len(taken) < count:
            if self._at == self._end and not self._refill():
                if or_end and not taken:
                    return b""
                raise CutError
            piece = self._room[self._at : min(self._end, self._at + count - len(taken))]
            self._at += len(piece)
            taken += piece
        return taken

    def _skip(self, count: int) -> None:
        while count:
            count -= len(self._take(min(count, INTAKE)))

    def _refill(self) -> bool:
        self._at, self._end = 0, self._compressed.readinto(memoryview(self._room))
        return self._end > 0

    def close(self) -> None:
        """Close the compressed stream."""
        self._compressed.close()


def _rest_of_header(flags: int) -> int:
    """Octets after the descriptor: window, dictionary ID, content size (RFC 8878 3.1.1.1)."""
    single_segment = flags >> 5 & 1
    dictionary = (0, 1, 2, 4)[flags & 3]
    content_size = (single_segment, 2, 4, 8)[flags >> 6]
    return (1 - single_segment) + dictionary + content_size
