"""Every sample capture, end to end: the truth about it, the golden output, the published schema."""

import json
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from l2tpscope.analysis import read
from l2tpscope.render.as_json import json_text, schema
from l2tpscope.render.ink import Ink
from l2tpscope.render.text import verdict_text
from l2tpscope.rules.finding import Severity
from l2tpscope.views.summary import summary
from tests.samples import FOLDER, NAMES, ROOT, TRUTH, analysed

GOLDEN = Path(__file__).parent / "golden"
QUIET = ("posture", "info")
BY_NAME = pytest.mark.parametrize("name", NAMES)
BY_TRUTH = pytest.mark.parametrize("truth", TRUTH, ids=NAMES)
VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema()))


def _compared(path: Path, text: str, *, update: bool) -> None:
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"no golden file {path.name}; make golden writes it"
    assert text == path.read_text(encoding="utf-8")


def test_every_sample_capture_has_its_truth() -> None:
    captures = {path.name for path in FOLDER.iterdir() if ".pcap" in path.name}
    assert captures == set(NAMES)


@BY_NAME
def test_the_json_is_as_before(name: str, *, update_golden: bool) -> None:
    whole = json.loads(json_text(analysed(name), messages=False))
    whole["version"] = "-"
    _compared(GOLDEN / f"{name}.json", json.dumps(whole, indent=1, ensure_ascii=False) + "\n", update=update_golden)


@BY_NAME
def test_the_verdict_is_as_before(name: str, *, update_golden: bool) -> None:
    _compared(GOLDEN / f"{name}.txt", verdict_text(summary(analysed(name)), Ink()), update=update_golden)


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(NAMES)


def test_the_readme_shows_what_really_comes_out() -> None:
    verdict = (GOLDEN / "tunnel-auth-mismatch.pcap.txt").read_text()
    assert textwrap.indent(verdict, "    ") in (ROOT / "README.md").read_text()


@BY_NAME
def test_the_json_conforms_to_the_published_schema(name: str) -> None:
    VALIDATOR.validate(json.loads(json_text(analysed(name))))


@BY_NAME
def test_no_line_of_the_verdict_is_longer_than_80_columns(name: str) -> None:
    assert max(map(len, verdict_text(summary(analysed(name)), Ink()).splitlines())) <= 80


@BY_NAME
def test_the_same_capture_gives_the_same_octets(name: str) -> None:
    again = read(Path("sample_captures") / name)
    assert json_text(again) == json_text(analysed(name))


@BY_NAME
def test_no_rule_crashes(name: str) -> None:
    assert analysed(name).rule_failures == ()


@BY_TRUTH
def test_each_failed_attempt_has_a_root_cause_that_is_right(truth: dict[str, Any]) -> None:
    analysis = analysed(truth["file"])
    for attempt in analysis.conversation.attempts:
        if attempt.failed:
            named = analysis.findings[analysis.root_causes[attempt.index] - 1].rule
            assert named in truth["expect"]["root_cause"]


@BY_TRUTH
def test_attempts_that_did_not_fail_have_no_root_cause(truth: dict[str, Any]) -> None:
    analysis = analysed(truth["file"])
    failed = {attempt.index for attempt in analysis.conversation.attempts if attempt.failed}
    assert set(analysis.root_causes) == failed
    roots = {number for number, finding in enumerate(analysis.findings, 1) if finding.root_cause}
    assert roots == set(analysis.root_causes.values())


@BY_TRUTH
def test_attempts_fail_succeed_and_pend_as_they_did(truth: dict[str, Any]) -> None:
    expect = truth["expect"]
    attempts = analysed(truth["file"]).conversation.attempts
    assert sum(attempt.failed for attempt in attempts) in {expect["failed"], expect.get("failed_or", expect["failed"])}
    assert sum(attempt.ended == "pending" for attempt in attempts) == expect.get("pending", 0)
    if "succeeded" in expect:
        succeeded = sum(attempt.succeeded and not attempt.failed for attempt in attempts)
        assert succeeded in {expect["succeeded"], expect.get("succeeded_or", expect["succeeded"])}


@BY_TRUTH
def test_what_must_be_said_is_said(truth: dict[str, Any]) -> None:
    said = {finding.rule for finding in analysed(truth["file"]).findings}
    assert said >= set(truth["expect"]["says"])


@BY_TRUTH
def test_nothing_else_is_said_above_posture_and_info(truth: dict[str, Any]) -> None:
    expect = truth["expect"]
    right = {*expect["root_cause"], *expect["says"], *expect.get("may_say", ())}
    assert {found.rule for found in analysed(truth["file"]).findings if found.severity not in QUIET} <= right


@BY_TRUTH
def test_evidence_names_frames_that_the_capture_holds(truth: dict[str, Any]) -> None:
    for finding in analysed(truth["file"]).findings:
        assert finding.evidence
        for ref, _ in finding.evidence:
            assert ref.capture == 0
            assert 1 <= ref.frame <= truth["facts"]["frames"]


@BY_TRUTH
def test_frames_and_messages_are_counted_as_tshark_counts_them(truth: dict[str, Any]) -> None:
    conversation = analysed(truth["file"]).conversation
    assert conversation.counts.frames == truth["facts"]["frames"]
    if "control_messages" in truth["facts"]:
        whole = json.loads(json_text(analysed(truth["file"])))
        assert _first_transmissions(whole) == Counter(truth["facts"]["control_messages"])


def _first_transmissions(whole: dict[str, Any]) -> Counter[str]:
    """By type and sender's address, as truth.toml has them."""
    conversation = analysed(Path(whole["captures"][0]["path"]).name).conversation
    return Counter(
        f"{shown['type']} {sent.datagram.source}"
        for tunnel, written in zip(conversation.tunnels, whole["tunnels"], strict=True)
        for sent, shown in zip(tunnel.transmissions, written["messages"], strict=True)
        if shown["retransmission_of"] is None and shown["duplicate_of"] is None
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_failed_no_call_is_not_called_fatal(name: str) -> None:
    fatal = [found for found in analysed(name).findings if found.severity is Severity.FATAL]
    assert [found.rule for found in fatal if not found.attempts] == []
