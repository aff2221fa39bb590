"""Watching: a live source goes the way of every capture, and is judged again and again while it goes on."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic_ns

from l2tpscope.analysis import Analysis, Limits, Pass, counted, judged
from l2tpscope.capture.block import Block
from l2tpscope.capture.turns import Turn
from l2tpscope.conversation.listener import Listener
from l2tpscope.conversation.telling import Teller
from l2tpscope.live.events import Event, Kind, Told
from l2tpscope.live.failed import FailedTunnels
from l2tpscope.live.forgetting import (
    MOST_FLOWS,
    MOST_LOOSE,
    MOST_MARKS,
    MOST_MESSAGES,
    MOST_TUNNELS,
    Forgotten,
    is_urgent,
    parting,
)
from l2tpscope.live.held import Held
from l2tpscope.live.now import Now
from l2tpscope.live.source import LiveSource
from l2tpscope.scan.flow import FlowRow

SECOND = 1_000_000_000
SOONEST_NS = SECOND
"""A look is taken at most once a second,"""
SHARE = 5
"""and takes no more than this part of the time;"""
LATEST_NS = 16 * SECOND
"""while nothing comes, ever more seldom up to this."""

KEEP_NS = 3600 * SECOND
"""Who is silent for so long leaves the memory."""

Rules = tuple[tuple[str, ...], tuple[str, ...]]
NO_CHOICE: Rules = ((), ())
Tell = Callable[[list[Event], Analysis], None]


class Watching:
    """One live source, from its first octets on, which must have come.

    A look is a judgement like the one at the end. It settles what the Listener has heard, which can be done only once:
    so another Listener hears it all again, and is asked. Nothing is reconstructed or judged in a second way.

    rules  those that were chosen, and those that were not, by name; none chosen is all
    failed saves the tunnels that failed; to be set by who wants that
    tell   is called with the news of each look, and with the Analysis that they come from
    held   the raw frames that can still be saved
    """

    def __init__(
        self, source: LiveSource, limits: Limits, tell: Tell, rules: Rules = NO_CHOICE, keep_ns: int = KEEP_NS
    ) -> None:
        self._source = source
        self._pipe = source.pipe
        self.held = Held()
        self.failed: FailedTunnels | None = None
        self._pass = Pass(Turn(source.pipe, 0, is_alone=True), limits, self._hold, self.held.fragment)
        self._pass.turn.facts.is_live, self._pass.turn.facts.kept = True, source.kept
        self._teller = Teller(Listener(limits.secrets, MOST_TUNNELS), limits.ports, limits.secrets)
        self._keep_ns = keep_ns
        self._rows: list[FlowRow] = []
        self._forgotten = Forgotten()
        self._forget_ns = 0
        self._now = Now()
        self._left_out_told = self._older_told = 0
        self._rules = rules
        self._tell = tell
        self._told = Told()
        self._due_ns = self._soonest_ns = monotonic_ns() + SOONEST_NS
        self._quiet_ns = SOONEST_NS
        self._frames = self._messages = 0

    def run(self) -> Analysis:
        """Watch until the source ends or is stopped; the last Analysis, of all that was seen."""
        self._pipe.beat = self._beat
        with _collected_by_us():
            self._teller.tell(self.held.noted(self._pass.things()))
            self._source.end()
            # Nothing comes after the end of a source; one that was stopped would have gone on to be silent.
            return self._look(self._pipe.quiet_ns if self._pipe.is_stopped else 0, is_last=True)

    def _hold(self, block: Block) -> None:
        self.held.settle(block, self._pass.scanner.ike)

    def _beat(self) -> None:
        begun_ns = monotonic_ns()
        counts = self._pass.scanner.counts
        is_flooded = counts.l2tp_control - self._messages > MOST_MESSAGES // 4
        due_ns = self._due_ns if counts.frames == self._frames else self._soonest_ns
        if begun_ns < due_ns and not is_flooded:
            return
        frames, self._messages = counts.frames, counts.l2tp_control
        self._make_room(self._look(self._pipe.quiet_ns))
        gc.collect()
        took_ns = monotonic_ns() - begun_ns
        self._quiet_ns = SOONEST_NS if frames != self._frames else min(2 * self._quiet_ns, LATEST_NS)
        self._soonest_ns = begun_ns + took_ns + max(SOONEST_NS, (SHARE - 1) * took_ns)
        self._due_ns = begun_ns + took_ns + max(self._quiet_ns, (SHARE - 1) * took_ns)
        self._frames = frames

    def _look(self, quiet_ns: int, *, is_last: bool = False) -> Analysis:
        """Judge what was heard so far, `quiet_ns` after the last of it, and tell what is new."""
        notes = [*self._source.notices(), *self._limits_reached()]
        if self._source.dropped is not None:
            self._pass.turn.facts.dropped = self._source.dropped
        seen = counted([self._pass], self._teller.foreign)
        now_ns = self._now.at(self._pass.scanner.clock, self._pipe.read_ns, quiet_ns)
        # At the end a file of these frames would be judged by the latest time in it.
        seen.last_ns = seen.last_ns + quiet_ns if is_last and seen.last_ns else now_ns
        seen.rows += self._rows
        facts, gone = self._pass.facts(), self._forgotten.sentence()
        for sentence in [gone] if gone is not None else []:
            facts.warn(f"{facts.path}: {sentence}")
        if self._teller.left_out:
            facts.warn(f"{facts.path}: {_left_out(self._teller.left_out)}")
        conversation = self._teller.listener.again().finish([facts], seen)
        analysis = judged(conversation, *self._rules)
        noted = [Event(Kind.NOTE, seen.last_ns, text=text) for text in notes]
        events = [*noted, *self._told.news(analysis, is_last=is_last)]
        if self.failed is not None:
            events += self.failed.look(analysis, self.held, is_last=is_last)
        self._tell(events, analysis)
        return analysis

    def _make_room(self, analysis: Analysis) -> None:
        """Forget who has long been silent, now and then, and at once where there is more in memory than may be."""
        conversation, scanner, listener = analysis.conversation, self._pass.scanner, self._teller.listener
        is_full = scanner.flows > MOST_FLOWS or scanner.marks > MOST_MARKS or is_urgent(conversation, listener)
        now_ns, pause_ns = conversation.last_ns, self._keep_ns // 8
        if not is_full and not listener.is_full and self._forget_ns - pause_ns <= now_ns < self._forget_ns:
            return
        self._forget_ns = now_ns + pause_ns
        left = parting(conversation, listener, self._keep_ns + self._now.stepped_ns(now_ns - self._keep_ns))
        if not is_full and not left.frames and not left.forgotten.tunnels:
            return
        rows = list(left.rows())  # while they are in the tables of the scan
        self._forgotten.add(left.forgotten)
        self._teller.listener = listener.again(left.frames, left.since_ns, MOST_LOOSE)
        scanner.forget()
        self._rows = rows
        seen = counted([self._pass], self._teller.foreign)
        seen.rows = list(self._rows)
        kept = judged(self._teller.listener.again().finish([self._pass.facts()], seen), *self._rules)
        self._told.forget(kept.conversation)
        self._told.news(kept)  # all of it was told, in other words perhaps

    def _limits_reached(self) -> list[str]:
        """Whether more was left out, or let go before its time, than twice what was last told."""
        said = []
        left_out, older = self._teller.left_out, self._forgotten.messages
        if left_out >= max(2 * self._left_out_told, 1):
            self._left_out_told = left_out
            said.append(_left_out(left_out))
        if older >= max(2 * self._older_told, 1):
            self._older_told = older
            said.append(f"there is more than may be in memory: {older:,} older messages have left it")
        return said


def _left_out(messages: int) -> str:
    return f"{MOST_TUNNELS:,} tunnels are in memory, no more are followed: {messages:,} messages of others are left out"


@contextmanager
def _collected_by_us() -> Iterator[None]:
    """Each look leaves a conversation behind that only the collector frees: it comes then, and at no other time.

    What was there before the watching is none of its business, and need not be walked through every time.
    """
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()
