"""As many of a list as there is room for, from all of it."""

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def spread(items: Sequence[Item], room: int) -> list[Item]:
    """All items, or `room` of them at even distances, the first among them."""
    count = min(len(items), max(room, 0))
    return [items[at * len(items) // count] for at in range(count)]
