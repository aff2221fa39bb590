"""Hashes of flow keys."""

import numpy as np

from l2tpscope.scan.hashing import Hashing


def test_keys_that_differ_in_one_bit_have_different_hashes() -> None:
    words = np.uint64(1) << np.arange(64, dtype=np.uint64)
    hashing = Hashing()
    assert len(np.unique(hashing.of(words))) == 64
    assert len(np.unique(hashing.of(words, words))) == 64
    assert len(np.unique(hashing.with_numbers(np.zeros(64, np.uint64), words.view(np.int64)))) == 64


def test_the_same_key_has_another_hash_in_another_scanner() -> None:
    word = np.array([1], np.uint64)
    assert Hashing().of(word) != Hashing().of(word)


def test_the_words_do_not_commute() -> None:
    one, two, hashing = np.array([1], np.uint64), np.array([2], np.uint64), Hashing()
    assert hashing.of(one, two) != hashing.of(two, one)
