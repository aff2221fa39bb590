"""Every sample capture yields the verdict that sample_captures/truth.toml promises, and no false alarm."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from l2tpscope.analysis import read
from l2tpscope.rules.finding import Severity

SAMPLES = Path(__file__).parents[2] / "sample_captures"
TRUTH = tomllib.loads((SAMPLES / "truth.toml").read_text(encoding="utf-8"))["capture"]
QUIET = {Severity.INFO, Severity.POSTURE}


@pytest.mark.parametrize("capture", TRUTH, ids=lambda capture: str(capture["file"]))
def test_a_sample_capture_yields_its_verdict(capture: dict[str, Any]) -> None:
    expect, analysis = capture["expect"], read(SAMPLES / capture["file"])
    causes, told = set(expect["root_cause"]), {found.rule for found in analysis.findings}
    failed = [attempt.index for attempt in analysis.conversation.attempts if attempt.failed]
    roots = {found.rule for found in analysis.findings if found.root_cause}
    loud = {found.rule for found in analysis.findings if found.severity not in QUIET}
    assert not analysis.rule_failures
    assert len(failed) == expect["failed"]
    assert sorted(analysis.root_causes) == failed
    assert roots <= causes
    assert set(expect["says"]) <= told
    assert loud <= causes | set(expect["says"]) | set(expect.get("may_say", ()))
