"""What docs/evidence.md says of each rule is what the sample captures show."""

import pytest

from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.rules.seen import LAB, NOT_YET, evidence_page, how_seen
from tests.samples import NAMES, ROOT, analysed


@pytest.fixture(scope="module")
def found() -> dict[str, set[str]]:
    """Rule names by sample capture."""
    return {name: {finding.rule for finding in analysed(name).findings} for name in NAMES}


def test_each_recording_named_shows_the_rule(found: dict[str, set[str]]) -> None:
    wrong = [(rule, name) for rule, names in LAB.items() for name in names if rule not in found[name]]
    assert not wrong


def test_no_rule_that_a_recording_shows_is_called_unseen(found: dict[str, set[str]]) -> None:
    assert set().union(*found.values()) <= set(LAB)


def test_only_rules_of_the_catalogue_are_named() -> None:
    assert set(LAB) <= {rule.name for rule in CATALOGUE}


def test_a_rule_without_a_recording_is_called_not_yet_seen() -> None:
    assert how_seen("tun-fsm-error") == NOT_YET
    assert how_seen("path-reorder") == "laboratory: path-reorder.pcap"


def test_the_page_in_docs_is_up_to_date(update_golden: bool) -> None:  # noqa: FBT001 - a fixture
    page = ROOT / "docs" / "evidence.md"
    if update_golden:
        page.write_text(evidence_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == evidence_page(), "write it anew: pytest tests/rules --update-golden"
