"""Watch: which TCP segments are handed on: the first SYNs of each flow, and connections with full-size segments."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from l2tpscope.scan.columns import Ints, grown, none
from l2tpscope.scan.data import DataColumns
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.segments import Segments, connections
from l2tpscope.scan.sights import Sights

FULL_SIZE = 1200
"""Octets of an IP packet from which on a segment counts as full-size: below, every path of today lets it pass."""
MOST, MOST_OF_A_FLOW = 64, 8
"""Connections watched, of the whole capture and of one direction of one session."""
MOST_FRAMES = 96
"""Of one connection, both directions: a first window, what comes of it, and its retransmissions."""
LOOKED_AT, LOOKED_AT_IN_ALL = 64, 1 << 14
"""Full-size segments looked at for a new connection: in one flow since its largest grew, and in the whole capture."""
SYNS, SYNS_IN_ALL = 8, 1024
"""SYNs handed on, of one flow and of the whole capture."""

Parts = list[tuple[Sights, DataColumns]]


@dataclass(slots=True)
class Watched:
    """A connection that is watched from a frame on, and how many frames of it may still be handed on."""

    since: int
    left: int = MOST_FRAMES


class Watch:
    """Chooses among the segments of one Block at a time; `count` connections are or were watched.

    A flow (one direction of one session) is looked at whenever it sends larger segments than ever before: if these
    pass, so do others of their size.
    """

    def __init__(self, hashing: Hashing) -> None:
        self._hashing = hashing
        self._watched: dict[int, Watched] = {}
        self._folds = np.zeros(1 << 16, np.int64)
        self._open = 0
        self._looks = LOOKED_AT_IN_ALL
        self._syns_left = SYNS_IN_ALL
        self._of_a_flow: Counter[int] = Counter()
        self._syns = np.zeros(0, np.int64)
        self._largest = np.zeros(0, np.int64)
        self._left = np.zeros(0, np.int64)

    @property
    def count(self) -> int:
        """How many connections are or were watched."""
        return len(self._watched)

    @property
    def is_over(self) -> bool:
        """Nothing will ever be chosen again."""
        return not (self._open or self._syns_left or self._looks_on)

    @property
    def _looks_on(self) -> bool:
        return self._looks > 0 and self.count < MOST

    def renumber(self) -> None:
        """Flows get other numbers from now on; what was chosen in all stays counted."""
        self._syns = self._largest = self._left = none()
        self._of_a_flow.clear()

    def choose(self, segments: Segments, parts: Parts) -> Ints:
        """The rows of these segments, in frame order, that are to be handed on; `parts` are what they stand in."""
        if not segments.flow.size:
            return none()
        size = int(segments.flow.max()) + 1
        self._syns, self._largest, self._left = (grown(one, size) for one in (self._syns, self._largest, self._left))
        picked = self._first_syns(segments)
        if self._looks_on:
            self._begin(segments, parts)
        if self._open:
            picked += self._follow(segments, parts)
        return np.array(sorted(set(picked)), np.int64)

    def _first_syns(self, segments: Segments) -> list[int]:
        rows = np.flatnonzero(segments.is_syn)
        rows = rows[self._syns[segments.flow[rows]] < SYNS]
        picked = []
        for row, flow in zip(rows.tolist(), segments.flow[rows].tolist(), strict=True):
            if self._syns[flow] < SYNS and self._syns_left:
                self._syns[flow] += 1
                self._syns_left -= 1
                picked.append(row)
        return picked

    def _begin(self, segments: Segments, parts: Parts) -> None:
        """Watch the connections of the full-size segments that are looked at."""
        rows = np.flatnonzero(segments.octets >= FULL_SIZE)
        flow = segments.flow[rows]
        rows = rows[(segments.octets[rows] > self._largest[flow]) | (self._left[flow] > 0)]
        looked = self._looked_at(segments, rows) if rows.size else rows
        if not looked.size:
            return
        columns = (column[looked].tolist() for column in (segments.flow, segments.frame, segments.fold))
        names = connections(segments, looked, parts, self._hashing).tolist()
        for name, flow, frame, fold in zip(names, *columns, strict=True):
            if name not in self._watched and self._of_a_flow[flow] < MOST_OF_A_FLOW and self.count < MOST:
                self._of_a_flow[flow] += 1
                self._watched[name] = Watched(frame)
                self._folds[fold] += 1
                self._open += 1

    def _looked_at(self, segments: Segments, rows: Ints) -> Ints:
        looked = []
        columns = (segments.flow[rows].tolist(), segments.octets[rows].tolist())
        for row, flow, octets in zip(rows.tolist(), *columns, strict=True):
            if octets > self._largest[flow]:
                self._largest[flow], self._left[flow] = octets, LOOKED_AT
            if self._left[flow] and self._looks:
                self._left[flow] -= 1
                self._looks -= 1
                looked.append(row)
        return np.array(looked, np.int64)

    def _follow(self, segments: Segments, parts: Parts) -> list[int]:
        """The segments of watched connections: the folded ports pick almost only them out, the names tell."""
        rows = np.flatnonzero(self._folds[segments.fold])
        if not rows.size:
            return []
        picked = []
        columns = (rows, segments.frame[rows], segments.fold[rows])
        names = connections(segments, rows, parts, self._hashing).tolist()
        for name, row, frame, fold in zip(names, *(column.tolist() for column in columns), strict=True):
            watched = self._watched.get(name)
            if watched is None or not watched.left or frame < watched.since:
                continue
            picked.append(row)
            watched.left -= 1
            if not watched.left:
                self._folds[fold] -= 1
                self._open -= 1
        return picked
