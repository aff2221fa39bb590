"""judge: every rule over one conversation, and the one root cause of each attempt that failed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from l2tpscope.conversation.model import Conversation
from l2tpscope.errors import UsageError
from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import Kind, Rule

EVIDENCE_MOST = 24
SEVERITIES = tuple(Severity)
CONFIDENCES = tuple(Confidence)
ROOT_KINDS = (Kind.CAUSE, Kind.IMPAIRMENT, Kind.SYMPTOM)


class RuleFailure(NamedTuple):
    """A rule that raised: its name, and what it raised with the line where."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What all rules found, root causes first.

    root_causes    attempt index -> 1-based index into `findings`; an attempt that did not fail has none
    rule_failures  rules that crashed; each cost its own findings only
    left_out       names of the rules that were not run, by the user's choice
    """

    findings: tuple[Finding, ...]
    root_causes: dict[int, int]
    rule_failures: tuple[RuleFailure, ...]
    left_out: tuple[str, ...] = ()


def judge(
    conversation: Conversation,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    *,
    rules: tuple[Rule, ...] = CATALOGUE,
) -> Judgement:
    """Run the rules (`select`: only these, `ignore`: not these; names or aliases) and rank what they found.

    Raises UsageError for a name that no rule has.
    """
    chosen = _chosen(rules, tuple(select), tuple(ignore))
    failures: list[RuleFailure] = []
    found: list[Finding] = []
    for rule in chosen:
        if not rule.fallback:
            found += _run(rule, conversation, failures)
    for rule in chosen:
        open_ = _unexplained(conversation, chosen, found, rule.kind) if rule.fallback else set()
        if open_:
            found += _about(open_, _run(rule, conversation, failures))
    ranked = _ranked(conversation, chosen, _merged(found), tuple(failures))
    return replace(ranked, left_out=tuple(rule.name for rule in rules if rule not in chosen))


def _run(rule: Rule, conversation: Conversation, failures: list[RuleFailure]) -> list[Finding]:
    """What the rule finds; nothing, and a RuleFailure, if it crashes."""
    try:
        return list(rule.check(conversation))
    except Exception as error:  # noqa: BLE001 - a rule that crashes must never cost the report
        failures.append(RuleFailure(rule.name, _crash(error)))
        return []


def _unexplained(conversation: Conversation, rules: tuple[Rule, ...], found: list[Finding], kind: Kind) -> set[int]:
    """The failed attempts that no cause and no impairment names so far (nor, for a symptom, another symptom)."""
    kinds = ROOT_KINDS if kind is Kind.SYMPTOM else (Kind.CAUSE, Kind.IMPAIRMENT)
    speaks = {rule.name for rule in rules if rule.kind in kinds}
    explained = {attempt for one in found if one.rule in speaks for attempt in one.attempts}
    return {attempt.index for attempt in conversation.attempts if attempt.failed} - explained


def _about(attempts: set[int], found: list[Finding]) -> list[Finding]:
    """What a fallback rule says of these attempts; about others it is not heard."""
    trimmed = ((one, tuple(attempt for attempt in one.attempts if attempt in attempts)) for one in found)
    return [replace(one, attempts=left) for one, left in trimmed if left]


def rule_named(name: str, rules: tuple[Rule, ...] = CATALOGUE) -> Rule | None:
    """The rule of this name or alias, or None."""
    return next((rule for rule in rules if name == rule.name or name in rule.aliases), None)


def _chosen(rules: tuple[Rule, ...], select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    for name in (*select, *ignore):
        if rule_named(name, rules) is None:
            raise UsageError(f"no rule is named {name!r}; `l2tpscope explain` lists the rules")
    left_out = {id(rule_named(name, rules)) for name in ignore}
    wanted = {id(rule_named(name, rules)) for name in select} or {id(rule) for rule in rules}
    return tuple(rule for rule in rules if id(rule) in wanted - left_out)


def _crash(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {trace.tb_frame.f_code.co_name}, line {trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}: {error}{where}"


def _merged(findings: list[Finding]) -> list[Finding]:
    """One finding per rule and tunnel: the gravest speaks, the others lend it evidence, attempts and occurrences."""
    groups: dict[tuple[str, int | None], list[Finding]] = {}
    for found in findings:
        groups.setdefault((found.rule, found.tunnel), []).append(found)
    return [_one(group) for group in groups.values()]


def _one(group: list[Finding]) -> Finding:
    speaker = min(group, key=lambda found: SEVERITIES.index(found.severity))
    ordered = [speaker, *(found for found in group if found is not speaker)]
    evidence: dict[Evidence, None] = {item: None for found in ordered for item in found.evidence}
    sessions = {found.session for found in group}
    return replace(
        speaker,
        evidence=tuple(evidence)[:EVIDENCE_MOST],
        attempts=tuple(sorted({attempt for found in group for attempt in found.attempts})),
        occurrences=sum(found.occurrences for found in group),
        session=speaker.session if len(sessions) == 1 else None,
    )


def _ranked(
    conversation: Conversation, rules: tuple[Rule, ...], findings: list[Finding], failures: tuple[RuleFailure, ...]
) -> Judgement:
    rank = {rule.name: (rule.kind, order) for order, rule in enumerate(rules)}
    chosen: dict[int, Finding] = {}
    naming: dict[int, list[Finding]] = {}
    for found in findings:
        for index in found.attempts if rank[found.rule][0] in ROOT_KINDS else ():
            naming.setdefault(index, []).append(found)
    for attempt in conversation.attempts:
        if attempt.failed and attempt.index in naming:
            chosen[attempt.index] = min(naming[attempt.index], key=lambda found: _strength(found, *rank[found.rule]))
    roots = {id(found) for found in chosen.values()}
    ordered = sorted(findings, key=lambda found: (id(found) not in roots, *_place(found, rank[found.rule][1])))
    places = {id(found): number for number, found in enumerate(ordered, 1)}
    return Judgement(
        tuple(replace(found, root_cause=True) if id(found) in roots else found for found in ordered),
        {attempt: places[id(found)] for attempt, found in chosen.items()},
        failures,
    )


def _strength(found: Finding, kind: Kind, order: int) -> tuple[int, int, int]:
    return ROOT_KINDS.index(kind), order, CONFIDENCES.index(found.confidence)


def _place(found: Finding, order: int) -> tuple[int, int, int]:
    return SEVERITIES.index(found.severity), order, found.tunnel or 0
