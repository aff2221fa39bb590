"""Names: every flow by its number, what it is called, and which marks concern it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np

from l2tpscope.scan.address import address_text
from l2tpscope.scan.columns import Fields, Hashes, Ints, distinct, gather, grown, layout
from l2tpscope.scan.data import DataColumns
from l2tpscope.scan.flow import FlowKey
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.index import Index
from l2tpscope.scan.marks import BETWEEN, SESSION, TUNNEL, Marks, addresses, between, key_of
from l2tpscope.scan.sights import Sights

_V4 = layout(8, addresses=("V8", 0))
_V6 = layout(32, addresses=("V32", 0))
NO_ROW = -1
_key: Callable[[Iterable[object]], FlowKey] = partial(tuple.__new__, FlowKey)
STATE = layout(24, row=("i4", 0), session=("i4", 4), tunnel=("i4", 8), between=("i4", 12), since=("i8", 16))
"""Of a flow: its latest row and that row's epoch, and where the marks are kept that concern it."""


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

    def hashes(self, sights: Sights, data: DataColumns) -> Hashes:
        """A hash of the name of each data message's flow."""
        at = data.at
        ports = (sights.source_port << 16 | sights.destination_port)[at]
        hashes = self._hashing.with_numbers(sights.address_hash[at], ports << 32 | data.ids)
        hashes ^= data.version.view(np.uint64)
        return hashes

    def flows(self, hashes: Hashes, sights: Sights, data: DataColumns, candidate: Ints, marks: Marks) -> Ints:
        """The number of each data message's flow; new flows are entered.

        `candidate` is the number of the candidate that the datagram belongs to, -1 where it is on a port for L2TP.
        """
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
        receiver, sender = addresses(sights, at, self._hashing)
        state = self.state[new]
        state["row"] = NO_ROW
        state["session"] = marks.places(key_of(self._hashing, receiver, ids, SESSION))
        state["tunnel"] = state["between"] = state["session"]
        own = np.flatnonzero(data.version[fresh] == 2)  # noqa: PLR2004
        receiver, pair, ids = receiver[own], between(receiver[own], sender[own]), ids[own]
        state["tunnel"][own] = marks.places(key_of(self._hashing, receiver, ids >> 16, TUNNEL))
        state["between"][own] = marks.places(key_of(self._hashing, pair, ids & 0xFFFF, BETWEEN))

    def keys(self) -> list[FlowKey]:
        """The name of every flow in words and numbers, by its number."""
        size = self.count
        ids, version = self._ids[:size].astype(np.int64), self._version[:size]
        is_v2 = version == 2  # noqa: PLR2004
        tunnel, session = np.where(is_v2, ids >> 16, 0), np.where(is_v2, ids & 0xFFFF, ids)
        ports = self._ports[:size]
        shared = {number: number for number in distinct(ports).tolist()}
        columns = (ports[:, 0], ports[:, 1], version, tunnel, session)
        sources, destinations = zip(*self._address_texts(), strict=True) if size else ((), ())
        here, there, *rest = (column.tolist() for column in columns)
        shared_here, shared_there = map(shared.__getitem__, here), map(shared.__getitem__, there)
        return list(map(_key, zip(sources, shared_here, destinations, shared_there, *rest, strict=True)))

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
