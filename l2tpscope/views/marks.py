"""Marks: the moments of a time axis that are labelled, and what the labels say."""

from collections.abc import Iterator
from dataclasses import dataclass

from l2tpscope.conversation.model import SECOND
from l2tpscope.views.axis import Axis, Piece
from l2tpscope.views.clock import duration, offset

EDGE = 0.03
"""Half of the width of a label."""
FAR = 8
"""A piece whose beginning is so many of its lengths away is labelled from its own beginning on."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment with its label: the time since the beginning of the axis, or "+20 ms" since the mark before."""

    time_ns: int
    words: str


def marks(axis: Axis, most: int = 11) -> list[Mark]:
    """The moments where each piece begins, round steps in it, and the end, at least 1/`most` of the axis apart."""
    drawn = [piece for piece in axis.pieces if not piece.folded]
    lengths = [piece.end_ns - piece.begin_ns for piece in drawn]
    wanted = [Mark(axis.begin_ns, "0 s"), Mark(axis.end_ns, _since(axis.end_ns - axis.begin_ns, lengths[-1]))]
    for piece, length, before in zip(drawn, lengths, [lengths[0], *lengths], strict=False):
        wanted.append(Mark(piece.begin_ns, _since(piece.begin_ns - axis.begin_ns, min(length, before))))
    for piece in drawn:
        wanted += _steps(piece, axis.begin_ns, int((piece.right - piece.left) * most) + 1)
    kept: list[Mark] = []
    for mark in wanted:
        if all(abs(_middle(mark, axis) - _middle(other, axis)) >= 1 / most for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.time_ns)


def _middle(mark: Mark, axis: Axis) -> float:
    """Where the middle of a label is: one at the right edge stays inside; "0 s", at the left one, is short."""
    return min(axis.place(mark.time_ns), 1 - EDGE)


def _is_far(piece: Piece, zero: int) -> bool:
    return piece.begin_ns - zero > FAR * (piece.end_ns - piece.begin_ns)


def _since(ns: int, length: int) -> str:
    """To the millisecond beside a piece that is short."""
    return f"{offset(ns)} s" if length < 2 * SECOND <= ns + SECOND else duration(ns)


def _steps(piece: Piece, zero: int, most: int) -> Iterator[Mark]:
    """Round times since the beginning of the axis; where these would all look alike, since that of the piece."""
    step = interval(piece.begin_ns, piece.end_ns, most)
    origin = piece.begin_ns if _is_far(piece, zero) else zero
    sign = "+" if origin != zero else ""
    first = max(-(-(piece.begin_ns - origin) // step), 1)
    for number in range(first, (piece.end_ns - origin) // step + 1):
        yield Mark(origin + step * number, f"{sign}{duration(step * number)}")


def interval(begin_ns: int, end_ns: int, most: int) -> int:
    """The least round length of time of which at most `most` make up a span."""
    return next(size for size in _sizes() if (end_ns - begin_ns) / size <= most)


def _sizes() -> Iterator[int]:
    """Round lengths of time: 1, 2, 5 of each power of ten up to seconds, then those of minutes and hours."""
    size = 1
    while size < SECOND:
        yield from (size, 2 * size, 5 * size)
        size *= 10
    for unit in (SECOND, 60 * SECOND):
        yield from (unit * number for number in (1, 2, 5, 10, 15, 20, 30))
    size = 3600 * SECOND
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10
