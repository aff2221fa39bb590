"""Table, Column, Kind: rows with named, typed columns, before anything draws them or makes a DataFrame of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Value = int | float | str | bool | None


class Kind(StrEnum):
    """INSTANT: nanoseconds since 1970 UTC. FLAG: true or false. Every kind may be None: unknown, or none."""

    NUMBER = "number"
    MEASURE = "measure"
    TEXT = "text"
    INSTANT = "instant"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name and kind are stable, `meaning` documents it, `value` takes it from an item."""

    name: str
    kind: Kind
    meaning: str
    value: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns over items; rows are made when they are asked for, so that a million messages need no second copy.

    terminal  the few columns, told shorter, for which a terminal has room
    zero_ns   what instants are relative to there
    """

    name: str
    columns: tuple[Column, ...]
    terminal: tuple[Column, ...]
    items: Sequence[Any]
    zero_ns: int

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """One tuple an item, in the order of the columns."""
        for item in self.items:
            yield tuple(column.value(item) for column in self.columns)
