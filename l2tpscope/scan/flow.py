"""FlowRow: what the fast scan counts of one direction of one session, and where it was seen."""

from collections.abc import Iterator, Mapping
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


class Bins(Mapping[int, tuple[int, int]]):
    """A coarse time series in 12 octets a bin: bin number (time // bin width) to (packets, octets).

    The bins are those from `first` on without gaps; empty ones are not members.
    """

    __slots__ = ("_first", "_octets", "_packets")

    def __init__(self, first: int, packets: memoryview, octets: memoryview) -> None:
        self._first = first
        self._packets = packets
        self._octets = octets

    def __getitem__(self, number: int) -> tuple[int, int]:
        place = number - self._first
        if 0 <= place < len(self._packets) and self._packets[place]:
            return self._packets[place], self._octets[place]
        raise KeyError(number)

    def __iter__(self) -> Iterator[int]:
        return (number for number, packets in enumerate(self._packets, self._first) if packets)

    def __len__(self) -> int:
        return sum(1 for packets in self._packets if packets)

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
