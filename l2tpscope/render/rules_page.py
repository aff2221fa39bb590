"""docs/rules.md: every rule with its documentation, in Markdown."""

from collections.abc import Iterator

from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.rules.rule import SECTIONS, Rule
from l2tpscope.rules.seen import how_seen

HEAD = """\
# The rules

Written by `make docs` from the rules' docstrings (`l2tpscope explain --all`); do not edit it by hand.
The order is that of the catalogue: where several causes fit one failed attempt, the earlier one is its root cause.
"""


def rules_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_contents(), "", *(line for rule in CATALOGUE for line in _rule(rule))])


def _contents() -> Iterator[str]:
    yield "| rule | severity at most | kind | |"
    yield "|---|---|---|---|"
    for rule in CATALOGUE:
        yield f"| [{rule.name}](#{rule.name}) | {rule.severity.value} | {rule.kind.value} | {_escaped(rule.title)} |"


def _rule(rule: Rule) -> Iterator[str]:
    yield from (f"## {rule.name}", "", _escaped(rule.title), "")
    yield f"Severity: {rule.severity.value} at most. Kind: {rule.kind.value}."
    if rule.aliases:
        yield f"Also called: {', '.join(rule.aliases)}."
    yield f"Seen: {how_seen(rule.name)}."
    for section in SECTIONS:
        if rule.sections.get(section):
            yield from ("", f"**{section}.**", "", _escaped(rule.sections[section]))
    yield ""


def _escaped(text: str) -> str:
    """Text with the signs that Markdown would take for markup inside a table or a line."""
    return text.replace("|", "\\|").replace("<", "\\<")
