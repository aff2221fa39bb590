"""The time axis of a timeline: pieces of their own scale, quiet time folded, so that 50 ms and hours fit together."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log2
from statistics import median

from l2tpscope.conversation.model import SECOND

APART_NS = SECOND // 2
"""Messages so far apart do not belong to one burst."""
DENSE = 4
"""Messages that make a burst worth a scale of its own."""
MOST_PIECES = 7
LONGER = 3
"""A gap stands out among others if it is so many times as long as the median."""
EVEN_NS = 120 * SECOND
"""Single messages up to so far apart may be keepalives."""
ALIKE = 6
"""Scales that differ by less are not worth two pieces."""
FOLDED_WEIGHT, MOMENT_WEIGHT, BURST_WEIGHT, EVEN_WEIGHT, COUNT_WEIGHT = 0.55, 0.3, 1.0, 2.5, 0.8
"""How wide pieces are beside each other, and how much wider each doubling of the messages makes them."""

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

    def edges(self, columns: int) -> list[int]:
        """The moments at equal distances along the axis, one more than `columns`."""
        edges, piece = [], 0
        for column in range(columns + 1):
            place = column / columns
            while piece < len(self.pieces) - 1 and self.pieces[piece].right < place:
                piece += 1
            part = self.pieces[piece]
            share = (place - part.left) / (part.right - part.left)
            edges.append(round(part.begin_ns + min(max(share, 0.0), 1.0) * (part.end_ns - part.begin_ns)))
        return edges


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch to be drawn: `count` messages, `news` without keepalives, none further apart than `widest_ns`."""

    begin: int
    end: int
    count: int = 0
    news: int = 0
    widest_ns: int = 0
    quiet: bool = False

    @property
    def is_even(self) -> bool:
        """True unless it is one burst of many messages."""
        return not self.quiet and (self.widest_ns > 0 or self.news < DENSE)

    @property
    def weight(self) -> float:
        if self.quiet:
            return FOLDED_WEIGHT
        if self.end - self.begin <= 1:
            return MOMENT_WEIGHT
        return (EVEN_WEIGHT if self.widest_ns else BURST_WEIGHT) + COUNT_WEIGHT * log2(1 + self.count)


def linear(begin_ns: int, end_ns: int) -> Axis:
    """One scale for all."""
    return Axis((Piece(begin_ns, max(end_ns, begin_ns + 1), 0.0, 1.0),))


def folded(moments: Iterable[tuple[int, bool]], active: Iterable[Span], span: Span) -> Axis:
    """An axis for (time, whether it is a keepalive) of messages over a whole `span`.

    Bursts of messages get a scale of their own. Messages far apart, as keepalives are, share one, the time between them
    included; what is much longer than that, and empty, is folded. Time in which something is `active` is never folded.
    """
    stretches = _thinned(_evened(_bursts(sorted(moments))))
    if not stretches:
        return linear(*span)
    drawn = [*_filled(stretches, _united(active), span)]
    whole = sum(one.weight for one in drawn)
    pieces, left = [], 0.0
    for one in drawn:
        right = left + one.weight / whole
        pieces.append(Piece(one.begin, one.end, left, right, one.quiet))
        left = right
    return Axis(tuple(pieces))


def _bursts(moments: Sequence[tuple[int, bool]]) -> Iterator[_Stretch]:
    """Bursts of messages close together."""
    begin = 0
    for at, (moment, _) in enumerate(moments):
        if at + 1 == len(moments) or moments[at + 1][0] - moment >= APART_NS:
            news = sum(not is_keepalive for _, is_keepalive in moments[begin : at + 1])
            yield _Stretch(moments[begin][0], moment, at + 1 - begin, news)
            begin = at + 1


def _evened(bursts: Iterable[_Stretch]) -> list[_Stretch]:
    """Neighbours of few messages each are one stretch, with the gaps in it."""
    joined: list[_Stretch] = []
    for burst in bursts:
        before = joined[-1] if joined else None
        if before is not None and before.is_even and burst.is_even and _is_near(before, burst):
            joined[-1] = _joined(before, burst)
        else:
            joined.append(burst)
    return joined


def _is_near(stretch: _Stretch, burst: _Stretch) -> bool:
    return burst.begin - stretch.end <= (LONGER * stretch.widest_ns or EVEN_NS)


def _thinned(stretches: list[_Stretch]) -> list[_Stretch]:
    """Where there are too many, only gaps that stand out part them, and the first and the last keep their own scale."""
    if len(stretches) <= MOST_PIECES:
        return stretches
    gaps = [other.begin - one.end for one, other in pairwise(stretches)]
    inner = sorted(gaps[1:-1], reverse=True)
    least = max(LONGER * median(gaps), inner[MOST_PIECES - 3])
    kept = [stretches[0]]
    for number, stretch in enumerate(stretches[1:], 1):
        if number in (1, len(stretches) - 1) or gaps[number - 1] > least:
            kept.append(stretch)
        else:
            kept[-1] = _joined(kept[-1], stretch)
    return kept


def _united(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap as one."""
    united: list[Span] = []
    for begin, end in sorted(spans):
        if united and begin <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], end)
        else:
            united.append((begin, end))
    return united


def _filled(stretches: list[_Stretch], active: list[Span], span: Span) -> list[_Stretch]:
    """The stretches and the time between them, without gaps; what belongs together is one."""
    line: list[_Stretch] = []
    edge = min(span[0], stretches[0].begin)
    for stretch in stretches:
        if stretch.begin > edge:
            line.append(_between(edge, stretch.begin, active))
        line.append(replace(stretch, end=max(stretch.end, stretch.begin + 1)))
        edge = line[-1].end
    if span[1] > edge:
        line.append(_between(edge, span[1], active))
    return _merged(_merged(line, _belong), _alike)


def _merged(line: list[_Stretch], are_one: Callable[[_Stretch, _Stretch], bool]) -> list[_Stretch]:
    """Neighbours that are one become one, from left to right."""
    merged = line[:1]
    for stretch in line[1:]:
        if are_one(merged[-1], stretch):
            merged[-1] = _joined(merged[-1], stretch)
        else:
            merged.append(stretch)
    return merged


def _between(begin: int, end: int, active: list[Span]) -> _Stretch:
    """Time without messages: quiet unless something goes on in it."""
    after = bisect_right(active, begin, key=lambda span: span[1])
    goes_on = after < len(active) and active[after][0] < end
    return _Stretch(begin, end, widest_ns=end - begin if goes_on else 0, quiet=not goes_on)


def _belong(one: _Stretch, other: _Stretch) -> bool:
    """True if both are of the same scale; quiet time too, where the messages beside it are as far apart."""
    if one.quiet or other.quiet:
        gap, beside = (one, other) if one.quiet else (other, one)
        return not beside.quiet and gap.end - gap.begin <= LONGER * beside.widest_ns
    return one.is_even and other.is_even


def _alike(one: _Stretch, other: _Stretch) -> bool:
    """True of two that have about the same scale anyway."""
    scales = sorted((each.end - each.begin) / each.weight for each in (one, other))
    return not one.quiet and not other.quiet and scales[1] < ALIKE * scales[0]


def _joined(one: _Stretch, other: _Stretch) -> _Stretch:
    widest = max(one.widest_ns, other.widest_ns, other.begin - one.end)
    count, news = one.count + other.count, one.news + other.news
    return _Stretch(one.begin, max(one.end, other.end), count, news, widest)


def gaps(axis: Axis) -> list[Piece]:
    """The folded pieces."""
    return [piece for piece in axis.pieces if piece.folded]
