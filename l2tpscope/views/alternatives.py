"""What else a cause could be: what was found as well, what was looked for and not found, and what stays open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Side, Tunnel
from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.views.cards import Card


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Other explanations of what a card tells.

    also_found  (finding number, text): a rule found it in the same tunnels or calls
    open        nothing in this capture speaks for or against it
    ruled_out   a rule looked for it in this capture and did not find it, or the capture itself excludes it
    """

    also_found: tuple[tuple[int, str], ...] = ()
    open: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()


def alternatives(analysis: Analysis, card: Card) -> Alternatives:
    """The look-alikes of a card's rule, sorted by what this capture says of them."""
    deaf = _not_heard(analysis)
    concerned = _Concerned(analysis, card)
    also_found: list[tuple[int, str]] = []
    open_: list[str] = []
    ruled_out: list[str] = []
    for text in card.finding.look_alikes:
        names = [name.strip() for name in text.partition(":")[0].split(",")]
        number = concerned.number_of(names)
        if number is not None:
            also_found.append((number, text))
        elif analysis.conversation.one_direction or any(name in deaf or name not in RULES for name in names):
            open_.append(text)
        else:
            ruled_out.append(text)
    ruled_out += _excluded_by_the_capture(analysis, card)
    return Alternatives(tuple(also_found), tuple(open_), tuple(ruled_out))


RULES = {rule.name: rule for rule in CATALOGUE}


def _not_heard(analysis: Analysis) -> set[str]:
    """Rules whose silence means nothing: those not run, those that crashed, and those heard only as a last resort."""
    crashed = {failure.rule for failure in analysis.rule_failures}
    return crashed | set(analysis.left_out) | {rule.name for rule in CATALOGUE if rule.fallback}


class _Concerned:
    """Findings about the tunnels or calls of a card, or about the capture as a whole, by the names of their rules."""

    def __init__(self, analysis: Analysis, card: Card) -> None:
        own = [analysis.findings[number - 1] for number in card.numbers]
        self._tunnels = {found.tunnel for found in own}
        self._attempts = {attempt for found in own for attempt in found.attempts}
        self._numbers: dict[str, int] = {}
        for number, found in enumerate(analysis.findings, 1):
            if found.rule not in self._numbers and self._touches(found):
                self._numbers[found.rule] = number

    def number_of(self, names: Iterable[str]) -> int | None:
        """The first finding of one of these rules, None without one."""
        return next((self._numbers[name] for name in names if name in self._numbers), None)

    def _touches(self, found: Finding) -> bool:
        whole = found.tunnel is None and not found.attempts
        return whole or found.tunnel in self._tunnels or not self._attempts.isdisjoint(found.attempts)


def _excluded_by_the_capture(analysis: Analysis, card: Card) -> Iterator[str]:
    """What would make absence mean nothing, and is not so here; of no interest where a peer stated the cause."""
    if card.finding.confidence in (Confidence.STATED, Confidence.DEDUCED):
        return
    conversation = analysis.conversation
    if all(facts.dropped == 0 for facts in conversation.captures):
        yield "frames lost by the capturing program: it recorded that it dropped none"
    tunnels = {analysis.findings[number - 1].tunnel for number in card.numbers} - {None}
    if tunnels and all(_both_sides(conversation.tunnels[index - 1]) for index in tunnels if index is not None):
        yield "a capture of one direction only: it holds frames of both sides"


def _both_sides(tunnel: Tunnel) -> bool:
    return all(tunnel.ends[side].addresses for side in Side)
