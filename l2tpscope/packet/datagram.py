"""IcmpError, LayerDefect, FragmentCounts: what frames hold beside the datagrams of L2TP."""

from dataclasses import dataclass, field

from l2tpscope.capture.block import FrameRef
from l2tpscope.scan.datagram import Datagram

TCP, ESP, ICMP, ICMPV6 = 6, 50, 1, 58


@dataclass(slots=True)
class IcmpError:
    """An ICMP or ICMPv6 error with the datagram that it quotes (RFC 792, RFC 4443).

    version     4 or 6: to whose numbers `type` and `code` belong
    next_hop_mtu  octets, of "fragmentation needed" or "packet too big", else None
    """

    ref: FrameRef
    time_ns: int
    version: int
    type: int
    code: int
    source: str
    destination: str
    quoted: Datagram
    next_hop_mtu: int | None = None


@dataclass(slots=True)
class LayerDefect:
    """Octets that break a layer below L2TP: a hole or an overlap among fragments, an impossible header length.

    kind        "fragment-hole", "fragment-overlap", "fragment-timeout", "short", "length"
    endpoints   (source, destination) where known; `flow_port` True when a first fragment showed UDP port 1701
    """

    ref: FrameRef
    time_ns: int
    kind: str
    text: str
    source: str = ""
    destination: str = ""
    protocol: int = 0
    source_port: int = 0
    destination_port: int = 0
    frames: tuple[FrameRef, ...] = field(default=())


@dataclass(slots=True)
class FragmentCounts:
    """Outer IP fragments of L2TP by (source, destination): datagrams rebuilt, datagrams with holes, frames of each."""

    rebuilt: dict[tuple[str, str], int] = field(default_factory=dict)
    broken: dict[tuple[str, str], list[FrameRef]] = field(default_factory=dict)
    examples: dict[tuple[str, str], list[FrameRef]] = field(default_factory=dict)

    def add(self, other: "FragmentCounts") -> None:
        """Take in the counts of another capture."""
        for ends, count in other.rebuilt.items():
            self.rebuilt[ends] = self.rebuilt.get(ends, 0) + count
        for mine, theirs in ((self.broken, other.broken), (self.examples, other.examples)):
            for ends, refs in theirs.items():
                mine.setdefault(ends, []).extend(refs)
