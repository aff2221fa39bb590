"""Findings grouped into cards: equal causes over all tunnels are told once."""

from collections import Counter
from dataclasses import dataclass

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Side, Tunnel
from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.rules.finding import Evidence, Finding
from l2tpscope.views.ends import known_as


@dataclass(frozen=True, slots=True)
class Card:
    """The findings of one rule over all tunnels, told once.

    finding   the first of them, which speaks for all
    numbers   finding numbers (1-based) of the group
    calls     failed attempts that name one of them as their root cause (root causes), else that they concern
    tunnels   names of the tunnels, in order; hosts: addresses that all these tunnels have in common
    sessions  indexes "1.2" of the sessions
    symptom   every call that it concerns failed, and of another root cause: it follows from that
    tunnel    index of the first tunnel, or None
    """

    finding: Finding
    title: str
    numbers: tuple[int, ...]
    calls: int
    tunnels: tuple[str, ...]
    sessions: tuple[str, ...]
    hosts: tuple[str, ...]
    tunnel: int | None
    symptom: bool = False

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of the finding that speaks for the group."""
        return self.finding.evidence


def titles() -> dict[str, str]:
    """The title of each rule, without the full stop."""
    return {rule.name: rule.title.rstrip(".") for rule in CATALOGUE}


def grouped(analysis: Analysis) -> list[Card]:
    """One card for each rule, root causes apart, in the order of the findings."""
    groups: dict[tuple[str, bool, bool], list[int]] = {}
    for number, finding in enumerate(analysis.findings, 1):
        groups.setdefault((finding.rule, finding.root_cause, _follows(analysis, finding)), []).append(number)
    blamed = Counter(analysis.root_causes.values())
    names = titles()
    return [_card(analysis, numbers, blamed, names) for numbers in groups.values()]


def _follows(analysis: Analysis, finding: Finding) -> bool:
    """True of what only concerns calls whose failure has another root cause."""
    return not finding.root_cause and bool(finding.attempts) and set(finding.attempts) <= analysis.root_causes.keys()


def _card(analysis: Analysis, numbers: list[int], blamed: Counter[int], names: dict[str, str]) -> Card:
    findings = [analysis.findings[number - 1] for number in numbers]
    first = findings[0]
    indexes = list(dict.fromkeys(finding.tunnel for finding in findings if finding.tunnel is not None))
    tunnels = [analysis.conversation.tunnels[index - 1] for index in indexes]
    concerned = len({attempt for finding in findings for attempt in finding.attempts})
    return Card(
        finding=first,
        title=names.get(first.rule, first.rule.replace("-", " ")),
        numbers=tuple(numbers),
        calls=sum(blamed[number] for number in numbers) if first.root_cause else concerned,
        tunnels=tuple(tunnel.name for tunnel in tunnels),
        sessions=tuple(finding.session for finding in findings if finding.session is not None),
        hosts=_in_common(tunnels),
        tunnel=first.tunnel,
        symptom=_follows(analysis, first),
    )


def _in_common(tunnels: list[Tunnel]) -> tuple[str, ...]:
    """What several tunnels share: the one initiator, the one recipient; nothing for a single tunnel."""
    if len(tunnels) < 2:  # noqa: PLR2004 - one tunnel has nothing in common with others
        return ()
    found = []
    for side in Side:
        ends = {known_as(tunnel, side) for tunnel in tunnels}
        if len(ends) == 1:
            found.append(f"{'from' if side is Side.INITIATOR else 'to'} {ends.pop()}")
        else:
            found.append(f"{'from' if side is Side.INITIATOR else 'to'} {len(ends):,} addresses")
    return tuple(found)
