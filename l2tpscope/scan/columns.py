"""Columns: the array types of this room, gathering octets at many offsets at once, and arrays that grow."""

from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Hashes: TypeAlias = npt.NDArray[np.uint64]
Fields: TypeAlias = npt.NDArray[Any]
Column = TypeVar("Column", bound=npt.NDArray[Any])

WIDEST = 64
"""No gather is wider: a frame that ends this far before the end of its buffer can be gathered from anywhere within."""

FIRST_CAPACITY = 1024
_DIGIT = 16


def layout(width: int, **fields: tuple[str, int]) -> np.dtype[np.void]:
    """The dtype of `width` octets with fields (format, offset)."""
    formats = [form for form, _ in fields.values()]
    offsets = [offset for _, offset in fields.values()]
    return np.dtype({"names": list(fields), "formats": formats, "offsets": offsets, "itemsize": width})


def gather(buffer: bytearray | bytes, at: Ints, fields: np.dtype[np.void]) -> Fields:
    """Copy `fields.itemsize` octets from each offset: one row each.

    An offset too near the end of the buffer is moved back, so that its row is wrong but harmless: the caller masks it.
    """
    width = fields.itemsize
    last = len(buffer) - width
    if last < 0:
        buffer, last = bytes(buffer).ljust(width, b"\0"), 0
    window = np.ndarray(last + 1, f"V{width}", buffer, strides=(1,))
    return window[np.minimum(at, last)].view(fields)


def octets_of(rows: Fields) -> Fields:
    """Gathered rows as a table of octets, which shares their memory."""
    return rows.view(np.uint8).reshape(len(rows), rows.dtype.itemsize)


def chosen(rows: Fields, wanted: Ints) -> Fields:
    """Some of the gathered rows, copied."""
    return rows.view(f"V{rows.dtype.itemsize}")[wanted].view(rows.dtype)


def column(rows: Fields, name: str) -> Ints:
    """One field of gathered rows as integers."""
    return rows[name].astype(np.int64)


def grown(array: Column, size: int) -> Column:
    """The array itself if it holds `size` rows, else a longer one that begins with it; new rows are 0."""
    capacity = len(array)
    if size <= capacity:
        return array
    wider = np.zeros((max(size, capacity + capacity // 2, FIRST_CAPACITY), *array.shape[1:]), array.dtype)
    wider[:capacity] = array
    return wider  # type: ignore[return-value]


def distinct(numbers: Column) -> Column:
    """Each number once, in ascending order: np.unique would first import numpy.ma, which takes longer than the rest.

    Numbers that are all the same, as most columns are that are asked for this, are not sorted.
    """
    numbers = numbers.ravel()  # type: ignore[assignment]
    if numbers.size and (numbers == numbers[0]).all():
        return numbers[:1]  # type: ignore[return-value]
    ordered = np.sort(numbers)
    return ordered[changes(ordered)]  # type: ignore[return-value]


def changes(numbers: Fields) -> Bools:
    """Where a number differs from the one before it; the first one does."""
    found = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=found[1:])
    return found


def in_order(numbers: Ints) -> Ints:
    """The rows in ascending order of small numbers from 0 on; equal ones stay in their order.

    numpy sorts 16 bits at a time by counting, several times faster than it compares.
    """
    order: Ints = np.argsort(numbers.astype(np.uint16), kind="stable")
    above = numbers >> _DIGIT
    while above.any():
        order = order[np.argsort(above[order].astype(np.uint16), kind="stable")]
        above >>= _DIGIT
    return order


def first_of_each(numbers: Column) -> tuple[Column, Ints]:
    """Each number once, in ascending order, and the row where it stands first."""
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    first = changes(ordered)
    return ordered[first], order[first]  # type: ignore[return-value]


def none() -> Ints:
    """No integers."""
    return np.zeros(0, np.int64)
