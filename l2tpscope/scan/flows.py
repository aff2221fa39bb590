"""Flows: data messages counted per flow and epoch, in columns that grow."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from l2tpscope.scan.address import address_text
from l2tpscope.scan.candidates import ON_PORT, Candidates
from l2tpscope.scan.columns import Bools, Fields, Ints, chosen, column, gather, grown, layout
from l2tpscope.scan.flow import FlowKey, FlowRow
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.index import Index
from l2tpscope.scan.judge import DataColumns
from l2tpscope.scan.locate import Sights
from l2tpscope.scan.marks import FRAME_BITS, SESSION, TUNNEL, Fresh, Marks, key_of, receivers
from l2tpscope.scan.sequence import Sequences
from l2tpscope.scan.series import NARROWEST, Series

_V4 = layout(8, addresses=("V8", 0))
_V6 = layout(32, addresses=("V32", 0))
_NO_ROW = -1
_LONG_AGO = -(1 << 63)
STATE = layout(24, row=("i4", 0), session=("i4", 4), tunnel=("i4", 8), since=("i8", 16))
"""Of a flow: its latest row and that row's epoch, and where the marks of its session and of its tunnel are kept."""


@dataclass(slots=True)
class Arrivals:
    """Data messages to be counted, one row each in frame order; `flow` is the number of the flow."""

    flow: Ints
    frame: Ints
    time_ns: Ints
    octets: Ints
    ns: Ints
    is_ppp_control: Bools


def joined(one: Arrivals, other: Arrivals) -> Arrivals:
    """Both, in frame order."""
    order = np.argsort(np.concatenate((one.frame, other.frame)), kind="stable")
    names = Arrivals.__slots__
    return Arrivals(*(np.concatenate((getattr(one, name), getattr(other, name)))[order] for name in names))


class Names:
    """What each flow is called, and which marks concern it: one row for each flow, by its number."""

    def __init__(self, hashing: Hashing) -> None:
        self._hashing = hashing
        self._index = Index()
        self._addresses = np.zeros((0, 32), np.uint8)
        self._is_v6 = np.zeros(0, np.bool_)
        self._ports = np.zeros((0, 2), np.uint16)
        self._version = np.zeros(0, np.uint8)
        self._ids = np.zeros(0, np.uint32)
        self.candidate = np.zeros(0, np.int64)
        self.state = np.zeros(0, STATE)

    @property
    def count(self) -> int:
        """How many flows are known."""
        return self._index.count

    def flows(self, sights: Sights, data: DataColumns, candidate: Ints, marks: Marks) -> Ints:
        """The number of each data message's flow; new flows are entered.

        `candidate` is the number of the candidate that the datagram belongs to, -1 where it is on a port for L2TP.
        """
        at = data.at
        ports = sights.source_port[at] << 16 | sights.destination_port[at]
        hashes = self._hashing.with_numbers(sights.address_hash[at], ports << 32 | data.ids)
        hashes ^= (data.version == 3).astype(np.uint64)  # noqa: PLR2004
        before = self.count
        flows, fresh = self._index.numbers(hashes)
        if fresh.size:
            self._extend(self.count)
            self._enter(slice(before, self.count), sights, data, fresh, marks)
            self.candidate[before : self.count] = candidate[fresh]
        return flows

    def _extend(self, size: int) -> None:
        for name, array in vars(self).items():
            if isinstance(array, np.ndarray):
                setattr(self, name, grown(array, size))

    def _enter(self, new: slice, sights: Sights, data: DataColumns, fresh: Ints, marks: Marks) -> None:
        at = data.at[fresh]
        self._addresses[new] = _address_octets(sights, at)
        self._is_v6[new] = sights.is_v6[at]
        self._ports[new, 0], self._ports[new, 1] = sights.source_port[at], sights.destination_port[at]
        self._version[new] = data.version[fresh]
        ids = data.ids[fresh]
        self._ids[new] = ids
        is_v2 = data.version[fresh] == 2  # noqa: PLR2004
        receiver = receivers(sights, at, self._hashing)
        session = np.where(is_v2, ids & 0xFFFF, ids)
        state = self.state[new]
        state["row"] = _NO_ROW
        state["session"] = marks.places(key_of(self._hashing, receiver, session, SESSION))
        state["tunnel"] = state["session"]
        own = np.flatnonzero(is_v2)
        state["tunnel"][own] = marks.places(key_of(self._hashing, receiver[own], ids[own] >> 16, TUNNEL))

    def keys(self) -> list[FlowKey]:
        """The name of every flow in words and numbers, by its number."""
        size = self.count
        ids, version = self._ids[:size].astype(np.int64), self._version[:size]
        is_v2 = version == 2  # noqa: PLR2004
        tunnel, session = np.where(is_v2, ids >> 16, 0), np.where(is_v2, ids & 0xFFFF, ids)
        ports = self._ports[:size]
        return [
            FlowKey(source, source_port, destination, *rest)
            for (source, destination), source_port, *rest in zip(
                self._address_texts(),
                ports[:, 0].tolist(),
                ports[:, 1].tolist(),
                version.tolist(),
                tunnel.tolist(),
                session.tolist(),
                strict=True,
            )
        ]

    def _address_texts(self) -> Iterator[tuple[str, str]]:
        octets = self._addresses[: self.count].tobytes()
        for number, is_v6 in enumerate(self._is_v6[: self.count].tolist()):
            at, width = 32 * number, 16 if is_v6 else 4
            yield address_text(octets[at : at + width]), address_text(octets[at + width : at + 2 * width])


def _address_octets(sights: Sights, at: Ints) -> Fields:
    octets = np.zeros((len(at), 32), np.uint8)
    place, is_v6 = sights.address_at[at], sights.is_v6[at]
    octets[:, :8] = gather(sights.buffer, place, _V4).view(np.uint8).reshape(-1, 8)
    if is_v6.any():
        octets[is_v6] = gather(sights.buffer, place[is_v6], _V6).view(np.uint8).reshape(-1, 32)
    return octets


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
        sequenced = np.flatnonzero(arrivals.ns >= 0)
        if sequenced.size:
            self._sequences.add(rows[sequenced], arrivals.ns[sequenced])

    def _rows(self, arrivals: Arrivals, fresh: Fresh) -> Ints:
        flow, marks = arrivals.flow, self._marks
        state = chosen(self._names.state, flow)
        since = np.maximum(
            marks.latest(state["session"], arrivals.frame, fresh), marks.latest(state["tunnel"], arrivals.frame, fresh)
        )
        rows = column(state, "row")
        stale = np.flatnonzero((rows == _NO_ROW) | (state["since"] != since))
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
            own = np.unique(rows[short])
            first = self._first_ns[own]
            self._series.widen(own, before[own], first, self._last_ns[own])
            self._end_ns[own] = self._series.ends(own, first)

    def rows(self, capture: int, candidates: Candidates) -> Iterator[FlowRow]:
        """Every row, by first frame, but those of candidates that were ruled out."""
        size = self._size
        flow = self._flow[:size]
        candidate = self._names.candidate[flow]
        stands = candidates.stands(candidate)
        sequences = self._sequences
        packets, octets = self._series.totals(size)
        columns = (
            flow,
            self._first_frame,
            self._last_frame,
            self._first_ns,
            self._last_ns,
            packets,
            octets,
            self._ppp,
            sequences.sequenced,
            sequences.missing,
            sequences.reordered,
            sequences.duplicated,
            candidate == ON_PORT,
            1 << self._series.width.astype(np.int64),
        )
        keys = self._names.keys()
        bins = self._series.bins(self._first_ns[:size], self._last_ns[:size])
        lists = (column[:size].tolist() for column in columns)
        for stays, number, *rest in zip(stands.tolist(), *lists, bins, strict=True):
            if stays:
                yield FlowRow(capture, keys[number], *rest)
