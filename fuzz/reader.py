"""Fuzz the reader: any octets as a file give frames or one sentence, and the scan sees the frames that it sees."""

import sys
from dataclasses import replace
from io import BytesIO

import atheris

with atheris.instrument_imports(include=["l2tpscope"]):
    from l2tpscope.capture.reader import open_capture
    from l2tpscope.errors import UnreadableCapture


def read_all(octets: bytes) -> None:
    """Every record of every Block, in Blocks of several sizes."""
    seen = []
    for fill_octets in (64, 4 << 20):
        try:
            with open_capture(BytesIO(octets), fill_octets=fill_octets) as reader:
                frames = [frame for block in reader.blocks() for frame in reader.frames(block)]
        except UnreadableCapture:
            seen.append("refused")  # of two kinds of damage the size of the Blocks decides which is named
        else:
            # Of two kinds of damage, the size of the Blocks decides whether both are met.
            seen.append(repr((frames, replace(reader.facts, warnings=()))))
    if seen[0] != seen[1]:
        raise AssertionError(seen)


if __name__ == "__main__":
    atheris.Setup(sys.argv, read_all)
    atheris.Fuzz()
