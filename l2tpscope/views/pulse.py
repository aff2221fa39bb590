"""How a live capture goes: the clock of its packets, frames, rates since the look before, drops, what was left out."""

from typing import NamedTuple

from l2tpscope.analysis import Analysis
from l2tpscope.views.clock import SECOND, bits, time_of_day

ONE_LOOK_NS = SECOND
"""Less time has no rate of its own: what came in it counts as of a second."""

FEW = 10
"""Below that a rate has a decimal."""

OF_THE_CLOCK = "the clock "
"""Begins what is said of it: frames that overtake each other are everyday life, and told with the verdict."""


AT_THE_END = (" when the capture ended", "when the capture ends, ")
"""How `views.headline` and the rule pending-at-end speak of it."""


class Reading(NamedTuple):
    """Frames, and octets on the link, up to a moment by the clock of the packets."""

    time_ns: int = 0
    frames: int = 0
    octets: int = 0


def reading(analysis: Analysis) -> Reading:
    """What the counters say at this look."""
    conversation = analysis.conversation
    octets = sum(facts.octets for facts in conversation.captures)
    return Reading(conversation.last_ns, conversation.counts.frames, octets)


def pulse(analysis: Analysis, before: Reading) -> str:
    """As in "14:30:08 UTC  1,284,331 frames  38,204/s  210 Mbit/s  0 dropped"; rates are those since `before`."""
    conversation, now = analysis.conversation, reading(analysis)
    if not now.frames:
        return "no frame yet"
    seconds = max(now.time_ns - (before.time_ns or conversation.first_ns), ONE_LOOK_NS) / SECOND
    frames_s, octets_s = (now.frames - before.frames) / seconds, max(now.octets - before.octets, 0) / seconds
    rates = f"{frames_s:,.{1 if 0 < frames_s < FEW else 0}f}/s  {bits(8 * octets_s)}"
    return f"{time_of_day(now.time_ns)[:8]} UTC  {now.frames:,} frames  {rates}  {drops(analysis)}"


def so_far(text: str) -> str:
    """The words of a verdict or a finding without the end of the capture, which has not come yet."""
    for words in AT_THE_END:
        text = text.replace(words, "")
    return text


def drops(analysis: Analysis) -> str:
    """As in "3 dropped"; what the capturing programs lost, as far as they said."""
    losses = [facts.dropped for facts in analysis.conversation.captures if facts.dropped is not None]
    return f"{sum(losses):,} dropped" if losses else "drops unknown"


def left_out(analysis: Analysis) -> list[str]:
    """What memory has no room for: sentences, without the name of the capture before them."""
    captures = analysis.conversation.captures
    told = (sentence.removeprefix(f"{facts.path}: ") for facts in captures for sentence in facts.warnings)
    return [sentence for sentence in told if not sentence.startswith(OF_THE_CLOCK)]
