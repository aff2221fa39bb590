"""Values as the JSON writes them: instants in RFC 3339, durations in seconds, text that no terminal obeys."""

import json
from collections.abc import Mapping, Sequence

import msgspec

from l2tpscope.views.clock import rfc3339

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

DELETE = 0x7F
_encode = msgspec.json.Encoder().encode


def json_octets(value: Json) -> bytes:
    r"""A value as JSON in UTF-8; what a terminal would obey instead of showing it is written as \u202e."""
    octets = _encode(value)
    return octets if octets.isascii() and DELETE not in octets else _harmless(octets.decode()).encode()


def _harmless(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in text)


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
