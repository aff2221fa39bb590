"""Part: a titled group of lines, as a frame is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One layer or field group; strings from the wire are in it as they are, and made harmless when drawn."""

    title: str
    lines: tuple[str, ...]
