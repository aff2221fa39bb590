"""A card with all that the page says of it: which frames it rests on, what else it could be, whom it concerns."""

from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import FrameRef
from l2tpscope.views.alternatives import Alternatives, alternatives
from l2tpscope.views.cards import Card
from l2tpscope.views.filters import frame_filters

MEMBERS, FILTERED_FRAMES = 30, 400


class Member(NamedTuple):
    """One finding of a group: its number, where it was found, what it says, its first frame."""

    number: int
    tunnel: int | None
    session: str | None
    summary: str
    ref: FrameRef | None


class Shown(NamedTuple):
    """Frames of one capture that show the same, in words."""

    refs: tuple[FrameRef, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """One card.

    evidence     frames by what they show, in the order of the finding
    filters      (index of the capture, Wireshark display filter) for the evidence shown, exactly
    all_filters  the same for all findings of a group; () for a single finding, and for more than 400 frames
    members      the findings of a group, at most 30; () for a single finding; hidden: how many more there are
    """

    card: Card
    alternatives: Alternatives
    evidence: tuple[Shown, ...]
    filters: tuple[tuple[int, str], ...]
    all_filters: tuple[tuple[int, str], ...]
    members: tuple[Member, ...]
    hidden: int

    @property
    def number(self) -> int:
        """The number of the finding that speaks for all."""
        return self.card.numbers[0]


def told(analysis: Analysis, card: Card) -> Told:
    """A card of an analysis, told in full."""
    several = len(card.numbers) > 1
    members = tuple(_member(analysis, number) for number in card.numbers[:MEMBERS]) if several else ()
    return Told(
        card=card,
        alternatives=alternatives(analysis, card),
        evidence=_evidence(card),
        filters=frame_filters(one.ref for one in card.evidence),
        all_filters=_all_filters(analysis, card) if several else (),
        members=members,
        hidden=len(card.numbers) - len(members) if several else 0,
    )


def _evidence(card: Card) -> tuple[Shown, ...]:
    groups: dict[tuple[str, int], list[FrameRef]] = {}
    for one in card.evidence:
        groups.setdefault((one.why, one.ref.capture), []).append(one.ref)
    return tuple(Shown(tuple(dict.fromkeys(refs)), why) for (why, _), refs in groups.items())


def _member(analysis: Analysis, number: int) -> Member:
    found = analysis.findings[number - 1]
    ref = found.evidence[0].ref if found.evidence else None
    return Member(number, found.tunnel, found.session, found.summary, ref)


def _all_filters(analysis: Analysis, card: Card) -> tuple[tuple[int, str], ...]:
    refs = (one.ref for number in card.numbers for one in analysis.findings[number - 1].evidence)
    found: set[FrameRef] = set()
    for ref in islice(refs, FILTERED_FRAMES * MEMBERS):
        found.add(ref)
        if len(found) > FILTERED_FRAMES:
            return ()
    return frame_filters(found)
