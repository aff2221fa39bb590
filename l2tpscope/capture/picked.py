"""Picked: some frames of a capture file, read again by their numbers; and the file that they are saved in."""

import os
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from l2tpscope.capture.block import Frame, FrameRef
from l2tpscope.capture.frame import frame_of
from l2tpscope.capture.pcapng_writer import PcapngWriter
from l2tpscope.capture.reader import open_capture

NO_COMMENTS: Mapping[FrameRef, Iterable[str]] = MappingProxyType({})


def picked(paths: Iterable[str], refs: Collection[FrameRef]) -> Iterator[Frame]:
    """These frames of captures, `paths` in the order in which their frames were counted; those that are there.

    Raises UnreadableCapture where a capture cannot be opened again.
    """
    for capture, path in enumerate(paths):
        numbers = sorted(ref.frame for ref in refs if ref.capture == capture)
        if numbers:
            yield from _of_capture(path, capture, numbers)


def _of_capture(path: str, capture: int, numbers: list[int]) -> Iterator[Frame]:
    at = 0
    with open_capture(path, capture) as reader:
        for block in reader.blocks():
            behind = bisect_left(numbers, block.first_frame + len(block.offsets))
            for number in numbers[bisect_left(numbers, block.first_frame) : behind]:
                yield frame_of(block, number - block.first_frame)
            at = behind
            if at == len(numbers):
                return


def save(
    path: Path,
    frames: Iterable[Frame],
    comments: Mapping[FrameRef, Iterable[str]] = NO_COMMENTS,
    comment: str = "",
    before: bytes = b"",
) -> int:
    """Write frames, by time, as a pcapng that has its name only once it is whole and on the disk; how many they are.

    comments   of frames, comment: of the whole file
    before     sections of a pcapng that stand before them

    Raises OSError, with `path`, where that cannot be; nothing is left behind then.
    """
    ordered = sorted(frames, key=lambda frame: (frame.time_ns, frame.ref))
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as stream:
            stream.write(before)
            writer = PcapngWriter(stream, comment)
            for frame in ordered:
                writer.write(frame, comments.get(frame.ref, ()))
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
        settle(path.parent)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
    return len(ordered)


def settle(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
