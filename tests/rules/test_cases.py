"""Each ladder script of cases/ yields exactly the findings that it promises, through all rooms from frames to verdict.

A case is cases/<rule-name>/<what-happens>.ladder (cases/benign/ for what must stay silent altogether). The rule that
its folder is named after must be found where the script says so (`expect:` or `also:`), and must be silent where it
does not: one case of each kind per rule. The notation is in tests/rules/ladder/script.py.
"""

from io import BytesIO
from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis, read
from l2tpscope.rules.finding import Severity
from tests.rules.ladder.play import capture_of
from tests.rules.ladder.script import Script, read_script

CASES = Path(__file__).parent / "cases"
QUIET = {Severity.INFO, Severity.POSTURE}


def analyzed(script: str) -> Analysis:
    """The analysis of the capture that a ladder script describes."""
    return read(BytesIO(capture_of(script)))


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.ladder")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_yields_the_findings_it_promises_and_no_others(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    script, analysis = read_script(text), analyzed(text)
    told = "\n".join(f"{found.severity:9} {found.rule}: {found.summary}" for found in analysis.findings)
    assert not analysis.rule_failures, analysis.rule_failures
    assert {found.rule for found in analysis.findings if found.severity not in QUIET} == script.expected, told
    assert {found.rule for found in analysis.findings if found.root_cause} == script.roots, told
    quiet = {found.rule for found in analysis.findings} - script.expected
    assert script.also <= quiet, told
    assert path.parent.name not in quiet - script.also, told
    _check_attempts(script, analysis)
    _check_words(script, analysis)


def _check_attempts(script: Script, analysis: Analysis) -> None:
    failed = [attempt.index for attempt in analysis.conversation.attempts if attempt.failed]
    assert sorted(analysis.root_causes) == failed, "every failed attempt has one root cause, no other has any"
    if script.failed is not None:
        assert len(failed) == script.failed
    else:
        assert bool(failed) == bool(script.roots), f"failed attempts: {failed}"


def _check_words(script: Script, analysis: Analysis) -> None:
    for rule, words in script.says:
        summaries = [found.summary for found in analysis.findings if found.rule == rule]
        assert any(words.lower() in summary.lower() for summary in summaries), (rule, words, summaries)
