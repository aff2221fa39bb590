"""GzipOctets: what a gzip stream holds, member after member, up to where it is cut or damaged."""

import zlib

from l2tpscope.capture.source import Octets

MAGIC = b"\x1f\x8b"
INTAKE = 1 << 18  # octets of the compressed stream per read
WITH_GZIP_HEADER = 31  # zlib's wbits: a 32 KiB window and the header and checksum of RFC 1952


class GzipOctets(Octets):
    """The octets inside a gzip stream (RFC 1952); memory stays bounded whatever the ratio of compression."""

    def __init__(self, compressed: Octets) -> None:
        super().__init__()
        self._compressed = compressed
        self._decoder = zlib.decompressobj(WITH_GZIP_HEADER)
        self._room = bytearray(INTAKE)
        self._waiting = b""
        self._ended = False

    def _pull(self, view: memoryview) -> int:
        while not self._ended:
            octets = self._inflate(min(len(view), INTAKE))
            if octets:
                view[: len(octets)] = octets
                return len(octets)
        return 0

    def _inflate(self, most: int) -> bytes:
        if self._decoder.eof:
            self._next_member()
            return b""
        if not self._waiting and not self._refill():
            self._end(self._compressed.trouble or "its gzip stream is cut short")
            return b""
        before = self._decoder.copy()
        try:
            octets = self._decoder.decompress(self._waiting, most)
        except zlib.error:
            return self._up_to_the_damage(before, most)
        self._waiting = self._decoder.unconsumed_tail
        return octets

    def _up_to_the_damage(self, decoder: "zlib._Decompress", most: int) -> bytes:
        """Zlib forgets what it had decoded when it meets damage: decode again, one octet at a time at last."""
        self._end("its gzip stream is damaged")
        saved, step = b"", most
        while step and len(saved) < most:
            attempt = decoder.copy()
            try:
                octets = attempt.decompress(self._waiting, step)
            except zlib.error:
                step //= 8
                continue
            if not octets:
                break
            saved, decoder, self._waiting = saved + octets, attempt, attempt.unconsumed_tail
        return saved

    def _next_member(self) -> None:
        """Members may follow one another, with zeros between them (RFC 1952 2.2; gzip(1) pads tapes)."""
        self._waiting = self._decoder.unused_data.lstrip(b"\0")
        while len(self._waiting) < len(MAGIC) and self._refill():
            self._waiting = self._waiting.lstrip(b"\0")
        if self._waiting.startswith(MAGIC):
            self._decoder = zlib.decompressobj(WITH_GZIP_HEADER)
        else:
            self.remark = "other octets follow its gzip stream and were left out" if self._waiting else None
            self._end(self._compressed.trouble)

    def _refill(self) -> bool:
        got = self._compressed.readinto(memoryview(self._room))
        self._waiting += self._room[:got]
        return got > 0

    def _end(self, trouble: str | None) -> None:
        self._ended = True
        self.trouble = trouble

    def close(self) -> None:
        """Close the compressed stream."""
        self._compressed.close()
