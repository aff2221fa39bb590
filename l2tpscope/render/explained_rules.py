"""Explanations of the rules, from their docstrings."""

from collections.abc import Iterator

from l2tpscope.render.ink import Ink
from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.rules.rule import SECTIONS, Rule
from l2tpscope.rules.seen import how_seen

Lines = Iterator[tuple[str, str]]
"""(label, text) pairs; the first is the title."""


def rule_lines(name: str) -> Lines | None:
    """What a rule says of itself, by its name or an alias; None where no rule is called so."""
    wanted = name.lower().replace("_", "-")
    known = {alias.lower(): rule for rule in CATALOGUE for alias in (*rule.aliases, rule.name)}
    return _rule_lines(known[wanted]) if wanted in known else None


def _rule_lines(rule: Rule) -> Lines:
    yield "", f"{rule.name}: {rule.title}"
    yield "Severity", f"{rule.severity.value} at most; {rule.kind.value}"
    for section in SECTIONS:
        if rule.sections.get(section):
            yield section, rule.sections[section]
    if rule.aliases:
        yield "Also called", ", ".join(rule.aliases)
    yield "Seen", how_seen(rule.name)


def rule_names() -> Iterator[str]:
    """Every name and alias."""
    for rule in CATALOGUE:
        yield from (rule.name, *rule.aliases)


def rule_list(ink: Ink) -> str:
    """Every rule with its title, worst causes first."""
    width = max((len(rule.name) for rule in CATALOGUE), default=0)
    lines = []
    for rule in CATALOGUE:
        first, *rest = ink.wrapped(rule.title, ink.width - width - 2)
        lines += [f"{ink.paint(rule.name.ljust(width), 'bold')}  {first}", *(" " * (width + 2) + line for line in rest)]
    return "".join(f"{line}\n" for line in lines)
