"""PcapngWriter: frames as a pcapng of one section, each block written whole, so that a cut leaves a readable file."""

from collections.abc import Iterable
from struct import Struct
from typing import BinaryIO

from l2tpscope.capture.block import Frame
from l2tpscope.capture.options import COMMENT, END_OF_OPTIONS, IF_NAME, IF_TSRESOL
from l2tpscope.version import __version__

SECTION, INTERFACE, ENHANCED = 0x0A0D0D0A, 1, 6
BYTE_ORDER_MAGIC, VERSION, LENGTH_UNKNOWN = 0x1A2B3C4D, (1, 0), -1
SHB_USERAPPL = 4
NANOSECONDS = bytes([9])
MOST_TEXT = 4096
"""Octets of a comment or a name; longer ones are cut, with an ellipsis."""
_LATEST_NS = (1 << 64) - 1
_block, _length, _option = Struct("<II").pack, Struct("<I").pack, Struct("<HH").pack
_section, _interface, _enhanced = Struct("<IHHq").pack, Struct("<HHI").pack, Struct("<IIIII").pack
_Place = tuple[int, int, str | None]


class PcapngWriter:
    """Writes to a binary stream that is open; the section, with its comment, is written at once.

    A frame keeps its link type, snap length, name of interface, lengths, and its time to the nanosecond (one before
    1970 becomes 1970). Texts are written as UTF-8, without control characters and no longer than 4,096 octets.

    Raises OSError where the stream cannot be written.
    """

    def __init__(self, stream: BinaryIO, comment: str = "") -> None:
        self._stream = stream
        self._interfaces: dict[_Place, int] = {}
        options = [(COMMENT, _text(comment))] if comment else []
        options.append((SHB_USERAPPL, _text(f"l2tpscope {__version__}")))
        self._write(SECTION, _section(BYTE_ORDER_MAGIC, *VERSION, LENGTH_UNKNOWN) + _options(options))

    def write(self, frame: Frame, comments: Iterable[str] = ()) -> None:
        """Write one frame with its comments; where it is the first of its interface, this is described before it."""
        number = self._interface_of(frame)
        time_ns = max(0, min(frame.time_ns, _LATEST_NS))
        head = _enhanced(number, time_ns >> 32, time_ns & 0xFFFFFFFF, len(frame.octets), frame.original_length)
        options = _options([(COMMENT, _text(comment)) for comment in comments])
        self._write(ENHANCED, head + _padded(frame.octets) + options)

    def _interface_of(self, frame: Frame) -> int:
        snaplen, name = (frame.interface.snaplen, frame.interface.name) if frame.interface is not None else (0, None)
        place = frame.link_type, snaplen, name
        if place not in self._interfaces:
            self._interfaces[place] = len(self._interfaces)
            options = [(IF_NAME, _text(name))] if name else []
            options.append((IF_TSRESOL, NANOSECONDS))
            self._write(INTERFACE, _interface(frame.link_type, 0, snaplen) + _options(options))
        return self._interfaces[place]

    def _write(self, kind: int, body: bytes) -> None:
        length = len(body) + 12
        self._stream.write(_block(kind, length) + body + _length(length))


def _options(options: list[tuple[int, bytes]]) -> bytes:
    """The options of a block, with the one that ends them; nothing where there are none."""
    written = b"".join(_option(code, len(value)) + _padded(value) for code, value in options)
    return written + _option(END_OF_OPTIONS, 0) if written else b""


def _padded(octets: bytes) -> bytes:
    return octets + bytes(-len(octets) % 4)


def _text(text: str) -> bytes:
    """As UTF-8; what could move a terminal's cursor, or is no character, becomes a question mark."""
    shown = "".join(one if one.isprintable() else " " if one in "\n\t" else "?" for one in text[:MOST_TEXT])
    octets = shown.encode("utf-8", "replace")
    if len(octets) <= MOST_TEXT and len(text) <= MOST_TEXT:
        return octets
    return octets[: MOST_TEXT - 3].decode("utf-8", "ignore").encode() + "…".encode()
