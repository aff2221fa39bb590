"""The environment in which all templates of the package are filled in: what they print is harmless, and has an end."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from l2tpscope.render.escape import plain

LONGEST = 8_000
"""Letters of one string that are printed: more than any of ours, and less than a sender can do harm with."""


def environment(filters: Mapping[str, Callable[..., Any]], names: Mapping[str, Any]) -> Environment:
    """With these filters, and these names for what the templates call or show."""
    made = Environment(
        loader=PackageLoader("l2tpscope.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    made.filters.update(filters)
    made.globals.update(names)
    return made


def _harmless(value: object) -> object:
    """Every string that a template prints has its control and bidirectional characters spelled out, and an end."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if len(value) > LONGEST:
        value = f"{value[:LONGEST]}… ({len(value) - LONGEST:,} more letters)"
    return plain(value)
