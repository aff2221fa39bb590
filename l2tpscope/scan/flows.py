"""Flows: data messages counted per flow and epoch, in columns that grow."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import compress, repeat

import numpy as np

from l2tpscope.scan.arrivals import Arrivals, by_flow, together
from l2tpscope.scan.candidates import ON_PORT, Candidates
from l2tpscope.scan.columns import Fields, Ints, changes, chosen, column, grown
from l2tpscope.scan.flow import FlowRow
from l2tpscope.scan.marks import Found, Fresh, Marks, all_of
from l2tpscope.scan.names import NO_ROW, Names
from l2tpscope.scan.sequence import Sequences
from l2tpscope.scan.series import NARROWEST, Series

_LONG_AGO = -(1 << 63)
_WIDTHS = [1 << width for width in range(64)]
MOST_WAITING = 1 << 15
"""No more packets wait when the next Block comes."""
_AT_ONCE = 1 << 13
"""Rows whose columns are Python numbers at a time."""
_row: Callable[[Iterable[object]], FlowRow] = partial(tuple.__new__, FlowRow)
"""As _make, without a Python frame for each."""


class Flows:
    """Rows: what was counted of each flow in each of its epochs.

    The epoch of a packet is the latest mark before it, so a row is named by (flow, frame of that mark), whatever Block
    its packets come in. Packets wait until there are many, and are put together by flow: what is known of a flow is
    then fetched once for several of them.
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
        self._waiting: list[Arrivals] = []
        self._found: list[Found] = []
        self._count = 0

    def add(self, arrivals: Arrivals, found: Found) -> None:
        """Data messages of a Block in frame order, and the marks in it, to be counted with those of the next Blocks."""
        self._waiting.append(arrivals)
        self._found.append(found)
        self._count += len(arrivals.flow)
        if self._count >= MOST_WAITING:
            self.settle()

    def settle(self) -> None:
        """Count what waits for it."""
        if not self._waiting:
            return
        arrivals, fresh = together(self._waiting), self._marks.begin(all_of(self._found))
        self._waiting, self._found, self._count = [], [], 0
        if arrivals.flow.size:
            self._settle(by_flow(arrivals), fresh, runs_on=self._runs_on(arrivals.time_ns))
        self._marks.close(fresh)

    def _runs_on(self, time_ns: Ints) -> bool:
        """Whether no packet is earlier than one before it."""
        runs_on = int(time_ns[0]) >= self._latest_ns and not (time_ns[1:] < time_ns[:-1]).any()
        self._latest_ns = int(time_ns[-1]) if runs_on else max(self._latest_ns, int(time_ns.max()))
        return runs_on

    def _settle(self, arrivals: Arrivals, fresh: Fresh, *, runs_on: bool) -> None:
        """Count arrivals of which those of one flow stand together."""
        starts, since = self._epochs(arrivals, fresh)
        ends = np.append(starts[1:], len(arrivals.flow)) - 1
        rows = self._rows(arrivals, starts, since)
        self._last_frame[rows] = arrivals.frame[ends]
        self._times(rows, arrivals.time_ns, starts, ends, runs_on=runs_on)
        self._largest[rows] = np.maximum(self._largest[rows], np.maximum.reduceat(arrivals.inner, starts))
        row_of_each = np.repeat(rows, ends - starts + 1)
        self._series.add(row_of_each, arrivals.time_ns, arrivals.octets)
        if arrivals.is_ppp_control.any():
            np.add.at(self._ppp, row_of_each[arrivals.is_ppp_control], 1)
        sequenced = np.flatnonzero(arrivals.ns >= 0)
        if sequenced.size:
            self._sequences.add(row_of_each[sequenced], arrivals.ns[sequenced])

    def _epochs(self, arrivals: Arrivals, fresh: Fresh) -> tuple[Ints, Ints]:
        """Where packets of another flow or epoch begin, and the mark that each of these epochs began with."""
        flow, frame = arrivals.flow, arrivals.frame
        is_start = changes(flow)
        starts = np.flatnonzero(is_start)
        places = self._places(flow[starts])
        since = self._marks.latest(places, frame[starts], fresh)
        marked = np.flatnonzero(fresh.are_marked(places))
        if not marked.size:
            return starts, since
        sizes = np.diff(np.append(starts, len(flow)))
        own = np.flatnonzero(np.repeat(fresh.are_marked(places), sizes))
        epoch = self._marks.latest([np.repeat(one[marked], sizes[marked]) for one in places], frame[own], fresh)
        is_start[own[1:][epoch[1:] != epoch[:-1]]] = True
        since_of_each = np.repeat(since, sizes)
        since_of_each[own] = epoch
        starts = np.flatnonzero(is_start)
        return starts, since_of_each[starts]

    def _places(self, flow: Ints) -> list[Ints]:
        """Where the marks are kept that concern each flow."""
        state = chosen(self._names.state, flow)
        return [column(state, name) for name in ("session", "tunnel", "between")]

    def _rows(self, arrivals: Arrivals, starts: Ints, since: Ints) -> Ints:
        """The row of each group of packets, given the first of it and its epoch."""
        flow = arrivals.flow[starts]
        state = chosen(self._names.state, flow)
        rows = column(state, "row")
        stale = np.flatnonzero((rows == NO_ROW) | (state["since"] != since))
        if stale.size:
            rows[stale] = self._begin(arrivals, starts[stale])
            own = self._names.state
            own["row"][flow[stale]] = rows[stale]  # of several epochs of one flow the last remains
            own["since"][flow[stale]] = since[stale]
        return rows

    def _begin(self, arrivals: Arrivals, first: Ints) -> Ints:
        """New rows, each with its first packet, numbered by frame."""
        order = np.argsort(arrivals.frame[first])
        rows = np.empty_like(order)
        rows[order] = np.arange(self._size, self._size + len(order))
        first = first[order]
        new = slice(self._size, self._size + len(first))
        self._extend(new.stop)
        time_ns = arrivals.time_ns[first]
        self._flow[new] = arrivals.flow[first]
        self._first_frame[new] = arrivals.frame[first]
        self._first_ns[new] = self._last_ns[new] = time_ns
        self._series.width[new] = NARROWEST
        self._end_ns[new] = self._series.ends(np.arange(new.start, new.stop), time_ns)
        self._size = new.stop
        return rows

    def _extend(self, size: int) -> None:
        for name, array in vars(self).items():
            if isinstance(array, np.ndarray):
                setattr(self, name, grown(array, size))
        self._series.extend(size)
        self._sequences.extend(size)

    def _times(self, rows: Ints, time_ns: Ints, starts: Ints, ends: Ints, *, runs_on: bool) -> None:
        """First and last time of each row, and bins wide enough for what lies between."""
        before = self._first_ns[rows]
        if runs_on:
            last = self._last_ns[rows] = time_ns[ends]
        else:
            self._first_ns[rows] = np.minimum(before, np.minimum.reduceat(time_ns, starts))
            last = self._last_ns[rows] = np.maximum(self._last_ns[rows], np.maximum.reduceat(time_ns, starts))
            self._end_ns[rows] = self._series.ends(rows, self._first_ns[rows])
        short = np.flatnonzero(last >= self._end_ns[rows])
        if short.size:
            own = rows[short]
            first = self._first_ns[own]
            self._series.widen(own, before[short], first, last[short])
            self._end_ns[own] = self._series.ends(own, first)

    def rows(self, capture: int, candidates: Candidates) -> Iterator[FlowRow]:
        """Every row, by first frame, but those of candidates that were ruled out."""
        self.settle()
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
