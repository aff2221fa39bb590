"""Ranks and root causes: one per failed attempt, fallbacks where nothing else speaks, a crash costs its rule alone."""

from collections.abc import Iterator

import pytest

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Attempt, Conversation, Counts, Tunnel
from l2tpscope.errors import UsageError
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.judge import EVIDENCE_MOST, judge
from l2tpscope.rules.rule import Check, Kind, Rule, finding

TUNNEL = Tunnel(1, 2)


def conversation(*fates: str) -> Conversation:
    """One attempt per fate ("failed" or "fine"), all in one tunnel."""
    attempts = [
        Attempt(
            index, TUNNEL, None, None, fate == "fine", ended=None, failed=fate == "failed", started_ns=0, ended_ns=1
        )
        for index, fate in enumerate(fates, 1)
    ]
    return Conversation([], Counts(), [TUNNEL], attempts)


def says(name: str, *attempts: int, severity: Severity = Severity.FATAL, frame: int = 1) -> Check:
    """A rule of this name that finds one thing about these attempts."""

    def check(_: Conversation) -> Iterator[Finding]:
        evidence = [Evidence(FrameRef(0, frame), "seen")]
        yield finding(check, severity, Confidence.DEDUCED, name, evidence, tunnel=TUNNEL, attempts=attempts)

    check.__name__ = name
    return check


def cause(check: Check) -> Rule:
    return Rule(check, Severity.FATAL, Kind.CAUSE)


def symptom(check: Check) -> Rule:
    return Rule(check, Severity.FATAL, Kind.SYMPTOM)


def impairment(check: Check) -> Rule:
    return Rule(check, Severity.DEGRADED, Kind.IMPAIRMENT)


def roots(rules: tuple[Rule, ...], *fates: str) -> list[str]:
    """Root causes in order of attempts."""
    judgement = judge(conversation(*fates), rules=rules)
    return [judgement.findings[judgement.root_causes[index] - 1].rule for index in sorted(judgement.root_causes)]


def test_of_two_causes_the_earlier_one_in_the_catalogue_is_the_root() -> None:
    assert roots((cause(says("first", 1)), cause(says("second", 1))), "failed") == ["first"]


def test_a_cause_outranks_an_impairment_and_that_a_symptom_whatever_their_place() -> None:
    rules = symptom(says("symptom", 1)), impairment(says("impairment", 1)), cause(says("cause", 1))
    assert roots(rules, "failed") == ["cause"]
    assert roots(rules[:2], "failed") == ["impairment"]


def test_a_condition_is_never_a_root_cause() -> None:
    condition = Rule(says("condition", 1), Severity.POSTURE, Kind.CONDITION)
    assert roots((condition,), "failed") == []


def test_an_attempt_that_did_not_fail_has_no_root_cause() -> None:
    judgement = judge(conversation("fine", "failed"), rules=(cause(says("cause", 1, 2)),))
    assert judgement.root_causes == {2: 1}


def test_a_finding_that_explains_no_failed_attempt_is_no_root_cause() -> None:
    judgement = judge(conversation("fine"), rules=(impairment(says("impairment", 1)),))
    assert [found.root_cause for found in judgement.findings] == [False]


def test_a_fallback_speaks_only_for_attempts_that_nothing_else_explains() -> None:
    fallback = Rule(says("fallback", 1, 2), Severity.FATAL, Kind.CAUSE, fallback=True)
    judgement = judge(conversation("failed", "failed"), rules=(cause(says("cause", 1)), fallback))
    assert {found.rule: found.attempts for found in judgement.findings} == {"cause": (1,), "fallback": (2,)}


def test_a_fallback_with_nothing_left_is_not_heard() -> None:
    fallback = Rule(says("fallback", 1), Severity.FATAL, Kind.SYMPTOM, fallback=True)
    judgement = judge(conversation("failed"), rules=(fallback, symptom(says("symptom", 1))))
    assert [found.rule for found in judgement.findings] == ["symptom"]


def test_findings_of_one_rule_in_one_tunnel_become_one_and_the_gravest_speaks() -> None:
    def both(_: Conversation) -> Iterator[Finding]:
        for severity, frame in ((Severity.INFO, 1), (Severity.FATAL, 2)):
            evidence = [Evidence(FrameRef(0, frame), "seen")]
            yield finding(
                both, severity, Confidence.DEDUCED, severity.value, evidence, tunnel=TUNNEL, attempts=(frame,)
            )

    judgement = judge(conversation("failed", "failed"), rules=(cause(both),))
    (found,) = judgement.findings
    assert (found.summary, found.severity, found.attempts, found.occurrences) == ("fatal", Severity.FATAL, (1, 2), 2)
    assert [item.ref.frame for item in found.evidence] == [2, 1]


def test_evidence_is_capped() -> None:
    def many(_: Conversation) -> Iterator[Finding]:
        for frame in range(1, 100):
            evidence = [Evidence(FrameRef(0, frame), "seen")]
            yield finding(many, Severity.INFO, Confidence.DEDUCED, "many", evidence, tunnel=TUNNEL)

    (found,) = judge(conversation(), rules=(impairment(many),)).findings
    assert len(found.evidence) == EVIDENCE_MOST
    assert found.occurrences == 99


def test_a_rule_that_crashes_costs_only_itself() -> None:
    def broken(_: Conversation) -> Iterator[Finding]:
        raise ZeroDivisionError("no tunnels")
        yield  # makes it a generator, as rules are

    judgement = judge(conversation("failed"), rules=(cause(broken), cause(says("cause", 1))))
    assert [failure.rule for failure in judgement.rule_failures] == ["broken"]
    assert "ZeroDivisionError: no tunnels in broken" in judgement.rule_failures[0].error
    assert [found.rule for found in judgement.findings] == ["cause"]


def test_root_causes_come_first_then_the_gravest() -> None:
    rules = (
        impairment(says("impairment", severity=Severity.FATAL)),
        impairment(says("info", severity=Severity.INFO)),
        symptom(says("root", 1, severity=Severity.DEGRADED)),
    )
    judgement = judge(conversation("failed"), rules=rules)
    assert [found.rule for found in judgement.findings] == ["root", "impairment", "info"]


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [((), (), {"one", "two"}), (("one",), (), {"one"}), ((), ("uno",), {"two"}), (("one", "two"), ("two",), {"one"})],
)
def test_rules_are_selected_and_ignored_by_name_or_alias(
    select: tuple[str, ...], ignore: tuple[str, ...], left: set[str]
) -> None:
    rules = (Rule(says("one"), Severity.FATAL, Kind.CAUSE, aliases=("uno",)), cause(says("two")))
    judgement = judge(conversation(), select, ignore, rules=rules)
    assert {found.rule for found in judgement.findings} == left
    assert set(judgement.left_out) == {"one", "two"} - left


def test_an_unknown_name_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no rule is named 'hello'"):
        judge(conversation(), select=("hello",))


def test_the_order_of_frames_in_a_rule_does_not_depend_on_the_run() -> None:
    first, second = (judge(conversation("failed"), rules=(cause(says("cause", 1)),)) for _ in range(2))
    assert first == second
