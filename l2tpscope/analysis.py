"""The pipeline, from captures to a verdict: read this file first."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import BinaryIO

from l2tpscope.capture.block import Block, FrameRef
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.capture.reader import CaptureReader
from l2tpscope.capture.turns import Turn, in_turn
from l2tpscope.conversation.listener import Counted, Listener
from l2tpscope.conversation.model import Conversation, Counts
from l2tpscope.conversation.telling import Teller
from l2tpscope.errors import UnreadableCapture
from l2tpscope.packet.datagram import FragmentCounts
from l2tpscope.packet.dissector import Dissector, Thing
from l2tpscope.packet.source import datagrams
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.judge import RuleFailure, judge
from l2tpscope.scan.scanner import Scanner
from l2tpscope.secrets.known import Secrets
from l2tpscope.version import __version__

Source = str | Path | BinaryIO
Progress = Callable[[int], None]
Settled = Callable[[Block], None]
# Objects of a load that the collector would take a noticeable time to walk through.
HEAVY = 200_000
HEAVY_LOADS: list[bool] = []


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in the captures; the only input of views.

    findings       root causes first, then by severity; root_causes: attempt index -> 1-based index into findings
    rule_failures  rules that crashed
    unreadable     of captures that could not be read at all: sentences
    left_out       names of the rules that were not run, by the user's choice
    """

    conversation: Conversation
    findings: tuple[Finding, ...]
    root_causes: dict[int, int]
    rule_failures: tuple[RuleFailure, ...]
    unreadable: tuple[str, ...]
    version: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What of the captures is looked at: times in nanoseconds since 1970 (both inside), frames of each, named ports.

    secrets   those that the user gave, None without any
    """

    ports: frozenset[int] = frozenset()
    since_ns: int | None = None
    until_ns: int | None = None
    count: int | None = None
    secrets: Secrets | None = None


def read(  # noqa: PLR0913 - what a user can ask for
    sources: Source | Iterable[Source],
    *,
    ports: Iterable[int] = (),
    since: int | None = None,
    until: int | None = None,
    count: int | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    secrets: Secrets | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Analyze a capture (path, "-" for standard input, or binary file object), or several as one, by time.

    ports         further UDP ports that carry L2TP
    since, until  nanoseconds since 1970; frames outside are left out
    count         look at no more than this many frames of each capture
    select, ignore   names of rules: only these; not these
    secrets       tunnel secrets and passwords, to unhide AVPs and to check proofs with
    progress      is called with the octets of each Block that was scanned

    A capture that cannot be read leaves the others analyzed: see `Analysis.unreadable`. Raises UsageError for an
    unknown rule.
    """
    limits = Limits(frozenset(ports), since, until, count, secrets)
    with collector_paused():
        conversation, unreadable = _converse(_listed(sources), limits, progress)
        return judged(conversation, select, ignore, unreadable)


def judged(
    conversation: Conversation, select: Iterable[str], ignore: Iterable[str], unreadable: tuple[str, ...] = ()
) -> Analysis:
    """The Analysis of a conversation. Raises UsageError for an unknown rule."""
    judgement = judge(conversation, select, ignore)
    return Analysis(
        conversation,
        judgement.findings,
        judgement.root_causes,
        judgement.rule_failures,
        unreadable,
        __version__,
        judgement.left_out,
    )


def _listed(sources: Source | Iterable[Source]) -> list[Source]:
    if isinstance(sources, str | Path):
        return [sources]
    if hasattr(sources, "read"):
        return [sources]  # type: ignore[list-item]
    return list(sources)


def _converse(sources: list[Source], limits: Limits, progress: Progress | None) -> tuple[Conversation, tuple[str, ...]]:
    """Read all captures, by time, into one conversation; returns also why some could not be read."""
    passes: list[Pass] = []
    unreadable: list[str] = []
    for source in sources:
        try:
            turn = Turn(source, len(passes), is_alone=len(sources) == 1)
            passes.append(Pass(turn, limits, _telling(progress)))
        except UnreadableCapture as refused:
            unreadable.append(str(refused))
    listener = Listener(limits.secrets)
    teller = Teller(listener, limits.ports, limits.secrets)
    teller.tell(_by_time(passes))
    return listener.finish([one.facts() for one in passes], counted(passes, teller.foreign)), tuple(unreadable)


def _telling(progress: Progress | None) -> Settled | None:
    return None if progress is None else lambda block: progress(int(block.offsets[-1]))


class Pass:
    """One capture on its way through capture, scan and packet.

    settled   is called with each Block once all that it holds was taken from `things`
    fragment  is called with each frame that holds an IP fragment
    """

    def __init__(
        self,
        turn: Turn,
        limits: Limits,
        settled: Settled | None = None,
        fragment: Callable[[FrameRef], None] | None = None,
    ) -> None:
        self.turn = turn
        self.scanner = Scanner(limits.ports, since_ns=limits.since_ns, until_ns=limits.until_ns)
        self.dissector = Dissector(limits.ports, fragment)
        self._count = limits.count
        self._settled = settled

    def things(self) -> Iterator[Thing]:
        """What is worth decoding, in frame order."""
        with self.turn.begin() as reader:
            yield from datagrams(self._blocks(reader), self.scanner, self.dissector)

    def facts(self) -> CaptureFacts:
        """Of what was read so far: of the whole capture, once all of `things` were taken."""
        facts, clock = replace(self.turn.facts), self.scanner.clock
        facts.octets, facts.snapped_frames = self.scanner.octets, self.scanner.snapped
        facts.duplicated_frames = self.scanner.duplicated
        facts.first_ns, facts.last_ns = clock.first_ns, clock.last_ns
        for sentence in clock.remarks():
            facts.warn(f"{facts.path}: {sentence}")
        return facts

    def _blocks(self, reader: CaptureReader) -> Iterator[Block]:
        for block in reader.blocks():
            if self._count is not None and block.first_frame + len(block.offsets) > self._count + 1:
                block.offsets = block.offsets[: max(0, self._count + 1 - block.first_frame)]
            if not block.offsets.size:
                return
            yield block
            if self._settled is not None:
                self._settled(block)


def _by_time(passes: list[Pass]) -> Iterator[Thing]:
    """Everything of all captures; one capture stays in its own order, whatever its clock does."""
    if len(passes) == 1:
        return passes[0].things()
    return in_turn([(one.turn.first_ns, one.things) for one in passes], lambda thing: thing.time_ns)


def counted(passes: list[Pass], foreign: int) -> Counted:
    """The sums over all captures; `foreign` control messages turned out to be none."""
    counts = Counts()
    fragments = FragmentCounts()
    for one in passes:
        for field in fields(Counts):
            setattr(counts, field.name, getattr(counts, field.name) + getattr(one.scanner.counts, field.name))
        fragments.add(one.dissector.fragments)
    counts.l2tp_control -= foreign
    counts.other += foreign
    clocks = [one.scanner.clock for one in passes]
    return Counted(
        rows=[row for one in passes for row in one.scanner.rows()],
        counts=counts,
        fragments=fragments,
        first_ns=min((clock.first_ns for clock in clocks if clock.first_ns is not None), default=0),
        last_ns=max((clock.last_ns for clock in clocks if clock.last_ns is not None), default=0),
        watched=sum(one.scanner.watched for one in passes),
    )


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the cycle collector the load takes a third of the time: millions of objects are made and all are kept.

    After a heavy load, freezing and unfreezing makes them old at once, so that the collector does not walk through all
    when it is back. It does not count them either, and would never come for them once nobody holds them any more: so
    the load after a heavy one begins with a collection.
    """
    enabled = gc.isenabled()
    if enabled and HEAVY_LOADS:
        HEAVY_LOADS.clear()
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > HEAVY:
            HEAVY_LOADS.append(True)
            gc.freeze()
            gc.unfreeze()
        if enabled:
            gc.enable()
