"""Nanoseconds as the JSON writes them: instants in RFC 3339, durations in seconds."""

from collections.abc import Mapping, Sequence

from l2tpscope.views.clock import rfc3339

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def instant(ns: int | None) -> str | None:
    """RFC 3339 in UTC with nine decimals; None for an unknown instant and for one outside the years 1 to 9999."""
    text = None if ns is None else rfc3339(ns)
    return text if text is not None and text.endswith("Z") else None


def seconds(ns: int | None) -> float | None:
    """Nanoseconds as seconds; None stays None."""
    return None if ns is None else ns / 1_000_000_000


def legible(text: str) -> str:
    r"""A file name, or a text that quotes one, in which octets that are no UTF-8 are written as \udcff."""
    return text.encode("utf-8", "backslashreplace").decode()
