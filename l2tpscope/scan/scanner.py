"""Scanner: one vectorised pass over a capture, which counts data messages and hands on what needs a decoder."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

import numpy as np

from l2tpscope.capture.block import Block, Frame, FrameRef
from l2tpscope.scan.added import sights_of
from l2tpscope.scan.arrivals import joined
from l2tpscope.scan.candidates import REFUSED, Candidates
from l2tpscope.scan.clock import Clock
from l2tpscope.scan.columns import Ints
from l2tpscope.scan.counts import FrameCounts
from l2tpscope.scan.datagram import L2TP_OVER_IP, Datagram
from l2tpscope.scan.datagram import UDP as UDP_IN_IP
from l2tpscope.scan.flow import FlowRow
from l2tpscope.scan.flows import Flows
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.judge import judge
from l2tpscope.scan.judged import CONTROL, DATA, ESP, IKE, L2F, Judged
from l2tpscope.scan.judged import OTHER as NOT_OURS
from l2tpscope.scan.locate import ESP as ESP_IN_IP
from l2tpscope.scan.locate import IS_ODD, OTHER, UDP, Layers, locate
from l2tpscope.scan.located import located
from l2tpscope.scan.marks import Marks, all_of, marks_among
from l2tpscope.scan.names import Names
from l2tpscope.scan.part import Part, arrivals_of, handed_of
from l2tpscope.scan.records import Records, records_of
from l2tpscope.scan.repeats import Repeats
from l2tpscope.scan.segments import segments_in
from l2tpscope.scan.sights import Sights
from l2tpscope.scan.watch import Watch

L2TP_PORT = 1701
_ESP = 50


class Scanner:
    """Reads one capture, Block by Block, in two steps, between which packet/ takes the odd frames apart.

        for block in blocks:
            for frame in scanner.feed(block):       # what is not plain
                ...scanner.add(datagram, frames)    # what packet/ made of it
            for handed in scanner.settle():         # datagrams, in frame order
                ...

    ports       UDP ports that carry L2TP, besides 1701
    since_ns, until_ns   frames outside are numbered, and otherwise ignored (both ends are inside)
    counts      frames by kind
    clock       first and last time, and what is wrong with the times
    snapped     frames of which not all octets were captured; octets: of all frames as they were on the link
    ike         the frames with the IKE messages of the Block settled last, fragments included
    """

    def __init__(
        self,
        ports: frozenset[int] = frozenset(),
        *,
        since_ns: int | None = None,
        until_ns: int | None = None,
        is_slow: bool = False,
    ) -> None:
        self.counts = FrameCounts()
        self.clock = Clock()
        self.snapped = 0
        self.octets = 0
        self.ike: list[FrameRef] = []
        self._ports = sorted({L2TP_PORT, *ports})
        self._since_ns, self._until_ns = since_ns, until_ns
        self._is_slow = is_slow
        self._hashing = Hashing()
        self._repeats = Repeats(), Repeats()  # of frames that stand plainly in Blocks, and of those that were added
        self._marks = Marks()
        self._names = Names(self._hashing)
        self._candidates = Candidates(self._hashing)
        self._flows = Flows(self._names, self._marks)
        self._watch = Watch(self._hashing)
        self._capture = 0
        self._sights: Sights | None = None
        self._added: list[tuple[Datagram, int]] = []

    @property
    def duplicated(self) -> int:
        """Data messages captured twice (control messages are compared by those who read them)."""
        return sum(one.count for one in self._repeats)

    @property
    def overflow(self) -> int:
        """Data messages on unnamed ports that were not even counted as candidates, for lack of room."""
        return self._candidates.overflow

    @property
    def watched(self) -> int:
        """TCP connections inside sessions of which frames were handed on because they send full-size segments."""
        return self._watch.count

    def feed(self, block: Block) -> list[Frame]:
        """Locate the datagrams of a Block; returns copies of the frames that are not plain, in order.

        The Block's buffer must stay as it is until `settle`.
        """
        self._capture = block.capture
        records = self._wanted(records_of(block))
        if not len(records.frame):
            return []
        self.counts.frames += len(records.frame)
        self.octets += int(records.original.sum())
        self.snapped += int(np.count_nonzero(records.captured < records.original))
        self.clock.tick(records)
        if self._is_slow:
            return self._frames(block, records, np.arange(len(records.frame)))
        layers, self._sights = locate(records, block.buffer, self._hashing)
        self._count_lanes(layers)
        return self._frames(block, records, np.flatnonzero(layers.lane == IS_ODD))

    def add(self, datagram: Datagram, frames: int = 1) -> None:
        """Take in a datagram that stood in an odd frame, or in so many fragments; it counts at the next `settle`."""
        if datagram.protocol in (UDP_IN_IP, L2TP_OVER_IP):
            self._added.append((datagram, frames))
        elif datagram.protocol == _ESP:
            self.counts.esp += frames
        else:
            self.counts.other += frames

    def settle(self) -> Iterable[Datagram]:
        """Count what the Block held, and return what needs a decoder, in frame order; take it before the next Block."""
        parts: list[Part] = []
        if self._sights is not None:
            parts.append(self._judge(self._sights, None, 0))
        seen = [one for one, _ in self._added]
        if seen:
            frames = np.array([frames for _, frames in self._added])
            parts.append(self._judge(sights_of(seen, self._hashing), frames, len(parts)))
        if parts:
            self._choose(parts)
            self._count(parts)
        handed: Iterable[Datagram] = ()
        if self._sights is not None:
            handed = located(parts[0].sights, parts[0].handed, self._capture)
        if seen:
            added = [seen[row] for row in parts[-1].handed.tolist()]
            handed = sorted([*handed, *added], key=attrgetter("ref"))
        self.ike = [ref for part in parts for ref in self._ike_in(part, seen if part is parts[-1] else [])]
        self._sights, self._added = None, []
        return handed

    def _ike_in(self, part: Part, seen: list[Datagram]) -> Iterator[FrameRef]:
        for row in np.flatnonzero(part.kind == IKE).tolist():
            yield FrameRef(self._capture, int(part.sights.frame[row]))
            yield from seen[row].fragments if seen else ()

    def rows(self) -> list[FlowRow]:
        """What was counted of each flow and epoch, by first frame, without flows that turned out not to be L2TP."""
        return list(self._flows.rows(self._capture, self._candidates))

    @property
    def flows(self) -> int:
        """How many flows are in the tables."""
        return self._names.count

    @property
    def marks(self) -> int:
        """How many IDs are in the tables, of whose latest meaning the frame is known."""
        return self._marks.count

    def forget(self) -> list[FlowRow]:
        """What was counted so far; from now on flows are counted anew, in empty tables. To be called between Blocks."""
        rows = [row._replace(bins=dict(row.bins)) for row in self.rows()]
        self._marks, self._names = Marks(), Names(self._hashing)
        self._candidates = Candidates(self._hashing)
        self._flows = Flows(self._names, self._marks)
        self._watch.renumber()
        return rows

    def _wanted(self, records: Records) -> Records:
        for limit, is_since in ((self._since_ns, True), (self._until_ns, False)):
            if limit is not None:
                keep = records.time_ns >= limit if is_since else records.time_ns <= limit
                records = records.where(keep)
        return records

    def _count_lanes(self, layers: Layers) -> None:
        frames = np.bincount(layers.lane[layers.lane < UDP], minlength=ESP_IN_IP + 1)
        self.counts.other += int(frames[OTHER])
        self.counts.esp += int(frames[ESP_IN_IP])

    def _frames(self, block: Block, records: Records, rows: Ints) -> list[Frame]:
        if not rows.size:
            return []
        view = memoryview(block.buffer)
        columns = (records.frame, records.time_ns, records.link, records.at, records.captured, records.original)
        return [
            Frame(FrameRef(block.capture, frame), time_ns, link, view[at : at + captured].tobytes(), original)
            for frame, time_ns, link, at, captured, original in zip(*(c[rows].tolist() for c in columns), strict=True)
        ]

    def _judge(self, sights: Sights, frames: Ints | None, number: int) -> Part:
        judged, data = judge(sights, self._ports)
        candidate = self._candidates.of(judged, data)
        counted = candidate != REFUSED
        if not counted.all():
            judged.kind[data.at[~counted]] = NOT_OURS
            data, candidate = data.where(counted), candidate[counted]
        self._count_kinds(judged, frames)
        hashes = self._names.hashes(sights, data)
        flow = self._names.flows(hashes, sights, data, candidate, self._marks)
        if data.at.size:
            self._repeats[frames is not None].find(sights, data.at, hashes)
        control = np.flatnonzero(judged.kind == CONTROL)
        return Part(
            sights=sights,
            data=data,
            arrivals=arrivals_of(sights, data, flow),
            marks=marks_among(sights, control, self._hashing),
            handed=handed_of(control, data),
            kind=judged.kind,
            segments=None if self._watch.is_over else segments_in(sights, data, flow, number),
        )

    def _choose(self, parts: list[Part]) -> None:
        """Hand on SYNs and watched connections as well."""
        found = [part.segments for part in parts if part.segments is not None]
        if not found:
            return
        segments = found[0].joined(found[1]) if len(found) > 1 else found[0]
        rows = self._watch.choose(segments, [(part.sights, part.data) for part in parts])
        for number, part in enumerate(parts if rows.size else ()):
            part.handed = np.sort(np.concatenate((part.handed, segments.at[rows[segments.part[rows] == number]])))

    def _count_kinds(self, judged: Judged, frames: Ints | None) -> None:
        kinds = judged.kind
        if not judged.on_port.all():
            kinds = np.where(judged.on_port | (kinds != DATA), kinds, np.uint8(NOT_OURS))
        found = np.bincount(kinds, weights=frames, minlength=ESP + 1).astype(np.int64).tolist()
        counts = self.counts
        counts.other += found[NOT_OURS]
        counts.l2tp_control += found[CONTROL]
        counts.l2tp_data += found[DATA]
        counts.l2f += found[L2F]
        counts.ike += found[IKE]
        counts.esp += found[ESP]

    def _count(self, parts: list[Part]) -> None:
        arrivals, found = parts[0].arrivals, parts[0].marks
        for part in parts[1:]:
            arrivals, found = joined(arrivals, part.arrivals), all_of([found, part.marks])
        self._flows.add(arrivals, found)
