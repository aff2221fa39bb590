"""Flows: data messages counted per flow and epoch, in columns that grow."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import compress, repeat

import numpy as np

from l2tpscope.scan.candidates import ON_PORT, Candidates
from l2tpscope.scan.columns import Bools, Fields, Ints, chosen, column, distinct, grown
from l2tpscope.scan.flow import FlowRow
from l2tpscope.scan.marks import FRAME_BITS, Fresh, Marks
from l2tpscope.scan.names import NO_ROW, Names
from l2tpscope.scan.sequence import Sequences
from l2tpscope.scan.series import NARROWEST, Series

_LONG_AGO = -(1 << 63)
_WIDTHS = [1 << width for width in range(64)]
_AT_ONCE = 1 << 13
"""Rows whose columns are Python numbers at a time."""
_row: Callable[[Iterable[object]], FlowRow] = partial(tuple.__new__, FlowRow)
"""As _make, without a Python frame for each."""


@dataclass(slots=True)
class Arrivals:
    """Data messages to be counted, one row each in frame order; `flow` is the number of the flow."""

    flow: Ints
    frame: Ints
    time_ns: Ints
    octets: Ints
    ns: Ints
    is_ppp_control: Bools
    inner: Ints


def joined(one: Arrivals, other: Arrivals) -> Arrivals:
    """Both, in frame order."""
    order = np.argsort(np.concatenate((one.frame, other.frame)), kind="stable")
    names = Arrivals.__slots__
    return Arrivals(*(np.concatenate((getattr(one, name), getattr(other, name)))[order] for name in names))


class Flows:
    """Rows: what was counted of each flow in each of its epochs.

    The epoch of a packet is the latest mark before it, so a row is named by (flow, frame of that mark), whatever Block
    its packets come in.
    """

    def __init__(self, names: Names, marks: Marks) -> None:
        self._names = names
        self._marks = marks
        self._size = 0
        self._latest_ns = _LONG_AGO
        self._flow = np.zeros(0, np.int64)
        self._first_frame = np.zeros(0, np.int64)
        self._last_frame = np.zeros(0, np.int64)
        self._first_ns = np.zeros(0, np.int64)
        self._last_ns = np.zeros(0, np.int64)
        self._end_ns = np.zeros(0, np.int64)
        self._ppp = np.zeros(0, np.int64)
        self._largest = np.zeros(0, np.int64)
        self._series = Series()
        self._sequences = Sequences()

    def count(self, arrivals: Arrivals, fresh: Fresh) -> None:
        """Count data messages in frame order, between and after the fresh marks."""
        if not arrivals.flow.size:
            return
        rows = self._rows(arrivals, fresh)
        self._last_frame[rows] = arrivals.frame
        self._times(rows, arrivals.time_ns)
        self._series.add(rows, arrivals.time_ns, arrivals.octets)
        if arrivals.is_ppp_control.any():
            np.add.at(self._ppp, rows[arrivals.is_ppp_control], 1)
        larger = np.flatnonzero(arrivals.inner > self._largest[rows])
        if larger.size:
            np.maximum.at(self._largest, rows[larger], arrivals.inner[larger])
        sequenced = np.flatnonzero(arrivals.ns >= 0)
        if sequenced.size:
            self._sequences.add(rows[sequenced], arrivals.ns[sequenced])

    def _rows(self, arrivals: Arrivals, fresh: Fresh) -> Ints:
        flow, marks = arrivals.flow, self._marks
        state = chosen(self._names.state, flow)
        since = marks.latest(state["session"], arrivals.frame, fresh)
        for places in (state["tunnel"], state["between"]):
            np.maximum(since, marks.latest(places, arrivals.frame, fresh), out=since)
        rows = column(state, "row")
        stale = np.flatnonzero((rows == NO_ROW) | (state["since"] != since))
        if stale.size:
            rows[stale] = self._begin(flow[stale], since[stale], arrivals.frame[stale], arrivals.time_ns[stale])
        return rows

    def _begin(self, flow: Ints, since: Ints, frame: Ints, time_ns: Ints) -> Ints:
        """New rows for (flow, epoch) pairs, in order of appearance; the latest becomes the current one of its flow."""
        _, first, inverse = np.unique(flow << FRAME_BITS | since, return_index=True, return_inverse=True)
        order = np.argsort(first)
        number = np.empty_like(order)
        number[order] = np.arange(len(order))
        first = first[order]
        new = slice(self._size, self._size + len(first))
        self._extend(new.stop)
        self._flow[new] = flow[first]
        self._first_frame[new] = frame[first]
        self._first_ns[new] = self._last_ns[new] = time_ns[first]
        self._series.width[new] = NARROWEST
        self._end_ns[new] = self._series.ends(np.arange(new.start, new.stop), time_ns[first])
        rows: Ints = self._size + number[inverse.ravel()]
        state = self._names.state
        state["row"][flow] = rows
        state["since"][flow] = since
        self._size = new.stop
        return rows

    def _extend(self, size: int) -> None:
        for name, array in vars(self).items():
            if isinstance(array, np.ndarray):
                setattr(self, name, grown(array, size))
        self._series.extend(size)
        self._sequences.extend(size)

    def _times(self, rows: Ints, time_ns: Ints) -> None:
        """First and last time of each row, and bins wide enough for what lies between."""
        runs_on = int(time_ns[0]) >= self._latest_ns and not (time_ns[1:] < time_ns[:-1]).any()
        if runs_on:
            self._latest_ns = int(time_ns[-1])
            self._last_ns[rows] = time_ns
            before, short = self._first_ns, np.flatnonzero(time_ns >= self._end_ns[rows])
        else:
            before = self._first_ns.copy()
            self._latest_ns = max(self._latest_ns, int(time_ns.max()))
            np.minimum.at(self._first_ns, rows, time_ns)
            np.maximum.at(self._last_ns, rows, time_ns)
            self._end_ns[rows] = self._series.ends(rows, self._first_ns[rows])
            short = np.flatnonzero(self._last_ns[rows] >= self._end_ns[rows])
        if short.size:
            own = distinct(rows[short])
            first = self._first_ns[own]
            self._series.widen(own, before[own], first, self._last_ns[own])
            self._end_ns[own] = self._series.ends(own, first)

    def rows(self, capture: int, candidates: Candidates) -> Iterator[FlowRow]:
        """Every row, by first frame, but those of candidates that were ruled out."""
        size = self._size
        candidate = self._names.candidate[self._flow[:size]]
        stands, on_port = candidates.stands(candidate), candidate == ON_PORT
        names = self._names.keys()
        bins = self._series.bins(self._first_ns[:size], self._last_ns[:size])
        for start in range(0, size, _AT_ONCE):
            part = slice(start, min(start + _AT_ONCE, size))
            columns = (column.tolist() for column in self._columns(part))
            keys = map(names.__getitem__, self._flow[part].tolist())
            width = map(_WIDTHS.__getitem__, self._series.width[part].tolist())
            rows = zip(repeat(capture), keys, *columns, on_port[part].tolist(), width, bins, strict=False)
            yield from map(_row, compress(rows, stands[part].tolist()))

    def _columns(self, part: slice) -> Iterator[Fields]:
        """The columns of FlowRow from `first_frame` to `largest`."""
        counts = self._sequences
        seen = (self._first_frame, self._last_frame, self._first_ns, self._last_ns)
        yield from (one[part] for one in seen)
        yield from self._series.totals(part)
        counted = (self._ppp, counts.sequenced, counts.missing, counts.reordered, counts.duplicated, self._largest)
        yield from (one[part] for one in counted)
