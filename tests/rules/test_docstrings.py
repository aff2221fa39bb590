"""A rule's docstring is its documentation: fixed sections, nothing empty, and the file is named after its rule."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.rules.rule import SECTIONS, Rule

LINES_MOST = 80
EACH = pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.name)


def source_of(rule: Rule) -> str:
    """The text of the rule's file."""
    return Path(inspect.getfile(rule.check)).read_text(encoding="utf-8")


@EACH
def test_all_sections_are_there_in_order_and_say_something(rule: Rule) -> None:
    assert tuple(rule.sections) == SECTIONS
    assert all(rule.sections.values())


@EACH
def test_the_title_is_one_sentence(rule: Rule) -> None:
    assert rule.title.endswith(".")
    assert len(rule.title) <= 110


@EACH
def test_the_look_alikes_are_a_list(rule: Rule) -> None:
    assert all(item.startswith("- ") for item in rule.sections["Look-alikes"].splitlines())


@EACH
def test_file_function_and_rule_have_one_name(rule: Rule) -> None:
    assert Path(inspect.getfile(rule.check)).stem == rule.check.__name__ == rule.name.replace("-", "_")


@EACH
def test_a_rule_has_at_most_80_lines(rule: Rule) -> None:
    assert len(source_of(rule).splitlines()) <= LINES_MOST


@EACH
def test_a_threshold_has_a_comment_that_says_where_it_comes_from(rule: Rule) -> None:
    lines = source_of(rule).splitlines()
    for node in ast.parse("\n".join(lines)).body:
        if isinstance(node, ast.Assign) and _is_threshold(node):
            above = lines[: node.lineno - 1][::-1]
            nearest = next(line for line in above if not re.match(r"[A-Z_]+(: .*)? = ", line))
            assert nearest.startswith("#"), lines[node.lineno - 1]


def _is_threshold(node: ast.Assign) -> bool:
    """A duration, a share or a count: not a code of a protocol, which its name explains."""
    names = [target.id for target in node.targets if isinstance(target, ast.Name)]
    return any(name.endswith(("_NS", "_S", "SHARE", "MANY", "MOST", "TRANSMISSIONS", "CYCLES")) for name in names)
