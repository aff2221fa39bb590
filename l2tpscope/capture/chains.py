"""Record starts of a pcap, followed from many places of the window at once.

Where a record starts is known only when the one before it has been looked at, and every look waits for memory. So
starts are guessed all over the window, by the upper octets of the time, which neighbours share, and followed from there
side by side. A guess counts only if the records before it lead to it: then nothing differs from following them one by
one.
"""

import numpy as np
import numpy.typing as npt

SEGMENT = 1 << 15
"""Octets between guesses: less, and guessing takes longer than following; more, and too few chains run side by side."""
FEWEST = 16
CAPTURED_AT = 8
_WIDTH = 4


def record_starts(
    buffer: bytearray, end: int, header: int, *, big_endian: bool
) -> tuple[list[npt.NDArray[np.int64]], int]:
    """Where records start from the front of `buffer` on, and where to go on one by one.

    end     octets of the buffer that are read, behind which at least 12 more can be looked at
    header  octets of a record header

    The starts are of whole records, none of which claims more octets than two segments; the list is empty where too
    little could be guessed, as in a short buffer or in a capture that spans days.
    """
    guesses = _guesses(buffer, end, 0 if big_endian else 1)
    if len(guesses) < FEWEST:
        return [], 0
    starts = np.array(guesses, np.int64)
    at, until = starts[:-1], starts[1:]
    lengths = np.ndarray(len(buffer) - CAPTURED_AT - _WIDTH + 1, f"V{_WIDTH}", buffer, CAPTURED_AT, (1,))
    word = ">u4" if big_endian else "<u4"
    steps = [at]
    while (at < until).any():
        at = np.minimum(at + header + lengths[at].view(word), len(lengths) - 1)
        steps.append(at)
    chains = np.array(steps)
    arrived = (chains == until).any(axis=0)
    proven = len(arrived) if arrived.all() else int(arrived.argmin())
    chains, until = chains[:, :proven].T, until[:proven, np.newaxis]
    return [chains[chains < until]], guesses[proven]


def _guesses(buffer: bytearray, end: int, upper_at: int) -> list[int]:
    """A start in each segment, as long as the time of the first record is found there; the first one is sure."""
    upper = bytes(buffer[upper_at : upper_at + 3])
    guesses = [0]
    for segment in range(SEGMENT, end - SEGMENT, SEGMENT):
        at = buffer.find(upper, segment + upper_at, segment + SEGMENT)
        if at < 0:
            break
        guesses.append(at - upper_at)
    return guesses
