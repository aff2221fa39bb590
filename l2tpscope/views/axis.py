"""The time axis of a timeline: pieces of their own scale, quiet time folded, so that 50 ms and hours fit together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from l2tpscope.conversation.model import SECOND

APART_NS = 2 * SECOND
MOST_BURSTS = 5
FOLDED_WEIGHT = 0.6
MOMENT_WEIGHT = 0.3
DATA_WEIGHT = 3.0

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of time drawn to one scale, from `left` to `right` (0 to 1) of the axis; folded: nothing happened."""

    begin_ns: int
    end_ns: int
    left: float
    right: float
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """Pieces side by side, without gaps."""

    pieces: tuple[Piece, ...]

    @property
    def begin_ns(self) -> int:
        """Where the axis begins."""
        return self.pieces[0].begin_ns

    @property
    def end_ns(self) -> int:
        """Where it ends."""
        return self.pieces[-1].end_ns

    def place(self, time_ns: int) -> float:
        """Where a moment stands, from 0 (left) to 1; moments outside stand at the edge."""
        for piece in self.pieces:
            if time_ns <= piece.end_ns:
                length = piece.end_ns - piece.begin_ns
                share = (max(time_ns, piece.begin_ns) - piece.begin_ns) / length if length else 0.0
                return piece.left + share * (piece.right - piece.left)
        return self.pieces[-1].right


def linear(begin_ns: int, end_ns: int) -> Axis:
    """One scale for all."""
    return Axis((Piece(begin_ns, max(end_ns, begin_ns + 1), 0.0, 1.0),))


def folded(busy: Iterable[Span], data: Sequence[Span], span: Span) -> Axis:
    """An axis for the stretches in which messages went (`busy`) and data flowed (`data`), over a whole `span`."""
    bursts = _bursts(sorted(busy))
    if not bursts:
        return linear(*span)
    if len(bursts) > MOST_BURSTS:
        first, last = bursts[0], bursts[-1]
        bursts = [first, ((bursts[1][0][0], bursts[-2][0][1]), sum(count for _, count in bursts[1:-1])), last]
    weighed = [*_weighed(bursts, data, span)]
    whole = sum(weight for _, weight, _ in weighed)
    pieces, left = [], 0.0
    for (begin, end), weight, is_folded in weighed:
        pieces.append(Piece(begin, end, left, left + weight / whole, is_folded))
        left += weight / whole
    return Axis(tuple(pieces))


def _bursts(spans: Sequence[Span]) -> list[tuple[Span, int]]:
    """Spans less than two seconds apart are one burst: (from, to) and how many there are in it."""
    bursts: list[tuple[Span, int]] = []
    for begin, end in spans:
        if bursts and begin - bursts[-1][0][1] < APART_NS:
            (start, reached), count = bursts[-1]
            bursts[-1] = (start, max(reached, end)), count + 1
        else:
            bursts.append(((begin, end), 1))
    return bursts


def _weighed(bursts: list[tuple[Span, int]], data: Sequence[Span], span: Span) -> Iterable[tuple[Span, float, bool]]:
    """(span, weight, folded) of each burst and of the time between; a moment gets a little room of its own."""
    edge = min(span[0], bursts[0][0][0])
    for (begin, end), count in bursts:
        if begin > edge:
            yield _between(edge, begin, data)
        stop = max(end, begin + 1)
        yield (begin, stop), 1 + log2(1 + count) if count > 1 else MOMENT_WEIGHT, False
        edge = stop
    if span[1] > edge:
        yield _between(edge, span[1], data)


def _between(begin: int, end: int, data: Sequence[Span]) -> tuple[Span, float, bool]:
    flowed = any(first < end and last > begin for first, last in data)
    return (begin, end), DATA_WEIGHT if flowed else FOLDED_WEIGHT, not flowed


def marks(axis: Axis, most: int = 9) -> list[int]:
    """Moments to label: the ends of each piece that is not folded and round steps between, at least 1/`most` apart."""
    wanted = [axis.begin_ns, axis.end_ns]
    wanted += [edge for piece in axis.pieces if not piece.folded for edge in (piece.begin_ns, piece.end_ns)]
    for piece in axis.pieces:
        if not piece.folded:
            room = max(int((piece.right - piece.left) * most), 1)
            wanted += _round_steps(piece, axis.begin_ns, room)
    kept: list[int] = []
    for moment in dict.fromkeys(wanted):
        if all(abs(axis.place(moment) - axis.place(other)) >= 1.1 / most for other in kept):
            kept.append(moment)
    return sorted(kept)


def _round_steps(piece: Piece, zero: int, most: int) -> list[int]:
    length = piece.end_ns - piece.begin_ns
    step = next(size for size in _sizes() if length / size <= most + 1)
    first = -(-(piece.begin_ns - zero) // step)
    return [zero + step * number for number in range(first, (piece.end_ns - zero) // step + 1)]


def _sizes() -> Iterable[int]:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def gaps(axis: Axis) -> list[Piece]:
    """The folded pieces."""
    return [piece for piece in axis.pieces if piece.folded]


def scale_changes(axis: Axis) -> list[float]:
    """Where two pieces of different scale touch and neither is folded."""
    return [one.right for one, other in pairwise(axis.pieces) if not one.folded and not other.folded]
