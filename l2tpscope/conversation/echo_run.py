"""EchoRun: LCP echoes that were asked and answered as on any day (RFC 1661 5.8), counted instead of kept."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from l2tpscope.conversation.model import PppFrame
from l2tpscope.scan.flow import SLOTS

NARROWEST = 29
"""Slots are at least 2**29 ns wide, as those of the scan (`scan/series.py`): so slots of both lie in each other."""
MOST_SAMPLES = 64


@dataclass(slots=True)
class Slots:
    """How many there were in each [k << width, (k + 1) << width) nanoseconds since 1970; at most 32 slots."""

    width: int = NARROWEST
    counts: dict[int, int] = field(default_factory=dict)

    def add(self, time_ns: int) -> None:
        """Count one."""
        slot = time_ns >> self.width
        self.counts[slot] = self.counts.get(slot, 0) + 1
        while len(self.counts) > SLOTS:
            self._widen()

    def _widen(self) -> None:
        narrow, self.counts, self.width = self.counts, {}, self.width + 1
        for slot, count in narrow.items():
            self.counts[slot >> 1] = self.counts.get(slot >> 1, 0) + count


@dataclass(slots=True, eq=False)
class EchoRun:
    """Echo-Requests of one side, each with its reply, one after the other; the frames before and after it are kept.

    request, reply   the first pair; the octets, magic numbers and framing of all others are alike
    last_ns          when the last reply came
    count            pairs, of which every `stride`-th is in `moments` (when it was asked) and `rtts_ns`, at most 64
    asked, answered  when requests and replies came
    """

    request: PppFrame
    reply: PppFrame
    last_ns: int = 0
    count: int = 0
    stride: int = 1
    moments: "array[int]" = field(default_factory=lambda: array("q"))
    rtts_ns: "array[int]" = field(default_factory=lambda: array("q"))
    asked: Slots = field(default_factory=Slots)
    answered: Slots = field(default_factory=Slots)

    def samples(self) -> Iterator[tuple[int, int]]:
        """When the request was sent, and the round-trip time in nanoseconds, of some pairs spread over all."""
        return zip(self.moments, self.rtts_ns, strict=True)

    def rtts(self) -> Iterator[tuple[int, int]]:
        """Round-trip times in nanoseconds, and for how many pairs each stands."""
        return ((rtt, min(self.stride, self.count - at * self.stride)) for at, rtt in enumerate(self.rtts_ns))

    def add(self, asked_ns: int, answered_ns: int) -> None:
        """Count one more pair."""
        if self.count % self.stride == 0:
            self._sample(asked_ns, answered_ns - asked_ns)
        self.count += 1
        self.last_ns = answered_ns
        self.asked.add(asked_ns)
        self.answered.add(answered_ns)

    def _sample(self, asked_ns: int, rtt_ns: int) -> None:
        if len(self.moments) == MOST_SAMPLES:  # every second goes; the one at hand would have come next
            del self.moments[1::2], self.rtts_ns[1::2]
            self.stride *= 2
        self.moments.append(asked_ns)
        self.rtts_ns.append(rtt_ns)
