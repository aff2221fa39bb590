"""docs/rules.md."""

from l2tpscope.render.rules_page import rules_page
from l2tpscope.rules.catalogue import CATALOGUE


def test_every_rule_has_a_line_in_the_table_and_a_section() -> None:
    page = rules_page()
    for rule in CATALOGUE:
        assert page.count(f"\n## {rule.name}\n") == 1
        assert page.count(f"\n| [{rule.name}](#{rule.name}) |") == 1
