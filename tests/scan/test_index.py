"""The hash table in columns against a dict."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.scan.index import Index

# Few different low bits: long probes; 0 is a hash like any other.
hashes = st.integers(0, 5).flatmap(lambda low: st.integers(0, 40).map(lambda high: high << 32 | low))


@given(st.lists(st.lists(hashes, max_size=30), max_size=8))
def test_numbers_are_given_in_order_of_appearance(batches: list[list[int]]) -> None:
    index, model = Index(), dict[int, int]()
    for batch in batches:
        for one in batch:
            model.setdefault(one, len(model))
        numbers, first = index.numbers(np.array(batch, np.uint64))
        assert numbers.tolist() == [model[one] for one in batch]
        assert [model[batch[row]] for row in first.tolist()] == list(range(index.count - len(first), index.count))
    assert index.count == len(model)


def test_what_was_never_added_is_not_found() -> None:
    index = Index()
    index.numbers(np.array([7], np.uint64))
    assert index.find(np.array([7, 8, 7 + (1 << 12)], np.uint64)).tolist() == [0, -1, -1]


def test_a_hundred_thousand_hashes_are_found_again() -> None:
    index = Index()
    some = np.random.default_rng(1).integers(0, 1 << 63, 100_000).astype(np.uint64)
    for part in np.split(some, 10):
        index.numbers(part)
    assert (index.find(some) == np.arange(100_000)).all()
