"""FlowRow: what the fast scan counts of one direction of one session, and where it was seen."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple


class FlowKey(NamedTuple):
    """One direction of one session as the header names it: the IDs are those of the receiver (`destination`)."""

    source: str
    source_port: int
    destination: str
    destination_port: int
    version: int
    tunnel_id: int
    session_id: int


SLOTS = 32
_PACKETS_AT = 40
_OCTETS = (1 << _PACKETS_AT) - 1


class BinColumns(NamedTuple):
    """The columns of `scan.series` that the bins of all rows are read from.

    bins      of each row 32 slots: packets << 40 | octets; or only octets, and the packets in `packets`
    first_ns, last_ns, width   of each row: first and last time, and the width of its bins as a power of two
    """

    bins: Sequence[int]
    packets: Sequence[int] | None
    first_ns: Sequence[int]
    last_ns: Sequence[int]
    width: Sequence[int]


class Bins(Mapping[int, tuple[int, int]]):
    """A coarse time series: bin number (time // bin width) to (packets, octets); empty bins are not members.

    A view of one row of the scan's own columns: bin k stands in slot k modulo 32.
    """

    __slots__ = ("_columns", "_row")

    def __init__(self, columns: BinColumns, row: int) -> None:
        self._columns = columns
        self._row = row

    def _numbers(self) -> range:
        columns, row = self._columns, self._row
        width = columns.width[row]
        return range(columns.first_ns[row] >> width, (columns.last_ns[row] >> width) + 1)

    def _counted(self, number: int) -> tuple[int, int]:
        place = self._row * SLOTS + number % SLOTS
        octets, packets = self._columns.bins[place], self._columns.packets
        if packets is not None:
            return packets[place], octets
        return octets >> _PACKETS_AT, octets & _OCTETS

    def __getitem__(self, number: int) -> tuple[int, int]:
        if number in self._numbers():
            counted = self._counted(number)
            if counted[0]:
                return counted
        raise KeyError(number)

    def __iter__(self) -> Iterator[int]:
        return (number for number in self._numbers() if self._counted(number)[0])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"Bins({dict(self)})"


class FlowRow(NamedTuple):
    """Data messages of one flow within one epoch (no control message that opens or ends it lies between).

    octets      L2TP payload, in octets
    ppp         packets that were PPP control frames among them (they are handed on as well)
    sequenced   packets with the S bit; `missing`, `reordered`, `duplicated` count among these
    largest     octets of the largest IP packet inside, 0 where none was seen in plain
    bin_ns, bins  coarse time series: bins[k] = (packets, octets) of [k*bin_ns, (k+1)*bin_ns) since 1970
    on_port     True where either UDP port is 1701 or one that the user named; else the row is a candidate
    """

    capture: int
    key: FlowKey
    first_frame: int
    last_frame: int
    first_ns: int
    last_ns: int
    packets: int = 0
    octets: int = 0
    ppp: int = 0
    sequenced: int = 0
    missing: int = 0
    reordered: int = 0
    duplicated: int = 0
    largest: int = 0
    on_port: bool = True
    bin_ns: int = 0
    bins: Mapping[int, tuple[int, int]] = MappingProxyType({})
