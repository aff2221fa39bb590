"""FlowRow: what the fast scan counts of one direction of one session, and where it was seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


_SLOTS = 32
_PACKETS_AT = 40
_OCTETS = (1 << _PACKETS_AT) - 1


class Bins(Mapping[int, tuple[int, int]]):
    """A coarse time series: bin number (time // bin width) to (packets, octets); empty bins are not members.

    A view of the scan's own columns (`scan.series`): bin k of `first` to `last` stands in slot k modulo 32, counted
    from `at`, as packets << 40 | octets, or as octets with the packets in a column of their own.
    """

    __slots__ = ("_at", "_bins", "_first", "_last", "_packets")

    def __init__(self, bins: Sequence[int], packets: Sequence[int] | None, at: int, first: int, last: int) -> None:
        self._bins = bins
        self._packets = packets
        self._at = at
        self._first = first
        self._last = last

    def __getitem__(self, number: int) -> tuple[int, int]:
        if self._first <= number <= self._last:
            place = self._at + number % _SLOTS
            if self._packets is not None:
                packets, octets = self._packets[place], self._bins[place]
            else:
                packets, octets = self._bins[place] >> _PACKETS_AT, self._bins[place] & _OCTETS
            if packets:
                return packets, octets
        raise KeyError(number)

    def __iter__(self) -> Iterator[int]:
        counted = self._bins if self._packets is None else self._packets
        numbers = range(self._first, self._last + 1)
        return (number for number in numbers if counted[self._at + number % _SLOTS])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"Bins({dict(self)})"


@dataclass(slots=True)
class FlowRow:
    """Data messages of one flow within one epoch (no control message that opens or ends it lies between).

    octets      L2TP payload, in octets
    ppp         packets that were PPP control frames among them (they are handed on as well)
    sequenced   packets with the S bit; `missing`, `reordered`, `duplicated` count among these
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
    on_port: bool = True
    bin_ns: int = 0
    bins: Mapping[int, tuple[int, int]] = field(default_factory=dict)
