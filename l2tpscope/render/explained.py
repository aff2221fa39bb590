"""Explanations in words of what the program and the peers name: rules, codes, AVPs, messages, PPP, Windows errors."""

from collections.abc import Iterator

from l2tpscope.render.ink import Ink

Lines = Iterator[tuple[str, str]]
"""(label, text) pairs; the first is the title."""
LABEL = 15


def explained(name: str, ink: Ink) -> str | None:
    """What `name` means, as text of `ink.width` columns; None where nothing has this name."""
    found = _found(name.strip())
    return None if found is None else "\n".join(_laid_out(found, ink)) + "\n"


def _found(name: str) -> Lines | None:
    """The likelier room first, for the rules take 70 ms to import and the others 10: names of rules have hyphens."""
    others = (_windows, _code, _ppp)
    order = (_rule, *others) if "-" in name or "_" in name else (*others, _rule)
    return next((found for search in order if (found := search(name)) is not None), None)


def _code(name: str) -> Lines | None:
    from l2tpscope.render.explained_codes import code_lines  # noqa: PLC0415 - see _found

    return code_lines(name)


def _windows(name: str) -> Lines | None:
    from l2tpscope.render.explained_windows import windows_lines  # noqa: PLC0415 - see _found

    return windows_lines(name)


def _ppp(name: str) -> Lines | None:
    from l2tpscope.render.explained_ppp import ppp_lines  # noqa: PLC0415 - see _found

    return ppp_lines(name)


def _rule(name: str) -> Lines | None:
    from l2tpscope.render.explained_rules import rule_lines  # noqa: PLC0415 - see _found

    return rule_lines(name)


def near(name: str) -> list[str]:
    """Up to three names that can be explained and look like this one."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for what is misspelt

    from l2tpscope.render.explained_codes import code_names  # noqa: PLC0415 - see _found
    from l2tpscope.render.explained_ppp import ppp_names  # noqa: PLC0415
    from l2tpscope.render.explained_rules import rule_names  # noqa: PLC0415
    from l2tpscope.render.explained_windows import windows_names  # noqa: PLC0415

    names = {known.lower(): known for known in (*rule_names(), *code_names(), *ppp_names(), *windows_names())}
    return [names[match] for match in get_close_matches(name.lower(), names, n=3, cutoff=0.5)]


def _laid_out(lines: Lines, ink: Ink) -> Iterator[str]:
    """The first pair is the title; the others are labelled paragraphs."""
    _, title = next(lines)
    yield from (ink.paint(line, "bold") for line in ink.wrapped(title, ink.width))
    for label, text in lines:
        head = label
        for part in text.splitlines() or [""]:
            for line in ink.wrapped(part, ink.width - LABEL - 2):
                yield f"  {ink.paint(head.ljust(LABEL), 'dim')}{line}".rstrip()
                head = ""
