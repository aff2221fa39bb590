"""explain: names of rules, codes, AVPs and messages."""

import pytest

from l2tpscope.rules.catalogue import CATALOGUE
from tests.cli.runs import run


@pytest.mark.parametrize("rule", [rule.name for rule in CATALOGUE])
def test_every_rule_is_explained_in_80_columns(rule: str) -> None:
    ended = run("explain", rule)
    assert ended.exit_code == 0
    assert ended.stdout.startswith(f"{rule}: ")
    assert "What to do" in ended.stdout
    assert max(map(len, ended.stdout.splitlines())) <= 80


@pytest.mark.parametrize("alias", [(alias, rule.name) for rule in CATALOGUE for alias in rule.aliases])
def test_an_alias_explains_its_rule(alias: tuple[str, str]) -> None:
    assert run("explain", alias[0]).stdout.startswith(f"{alias[1]}: ")


def test_without_a_name_all_rules_are_listed() -> None:
    listed = run("explain").stdout
    assert all(f"{rule.name} " in listed for rule in CATALOGUE)


def test_a_name_need_not_be_quoted() -> None:
    assert run("explain", "StopCCN", "2/6").stdout == run("explain", "StopCCN 2/6").stdout


def test_what_nothing_is_named_is_status_2_with_the_nearest_names() -> None:
    ended = run("explain", "helo-unanswered")
    assert ended.exit_code == 2
    assert "hello-unanswered" in ended.stderr
