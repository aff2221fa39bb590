"""Octets read front to back."""

from l2tpscope.wire.message import Defect
from l2tpscope.wire.ppp.reading import Reading


def test_numbers_and_octets_are_read_in_their_order() -> None:
    reading = Reading(bytes.fromhex("ffff 0102 03 0405"), 2, "1661 5")
    assert [reading.number(2, "a"), reading.take(1, "b"), reading.rest(), reading.rest()] == [
        0x0102,
        b"\3",
        b"\4\5",
        b"",
    ]
    assert reading.is_done
    assert reading.defects == []


def test_what_is_missing_is_a_defect_where_it_should_begin() -> None:
    reading = Reading(b"\1\2\3", 1, "1661 5")
    assert reading.number(4, "Magic-Number") is None
    assert reading.defects == [Defect(1, "Magic-Number has 2 of 4 octets", "1661 5")]
    assert reading.is_done


def test_what_the_snap_length_took_is_no_defect_but_what_is_there_can_be() -> None:
    reading = Reading(b"\1", 0, "1661 5", is_cut=True)
    assert reading.number(4, "Magic-Number") is None
    assert reading.defects == []
    reading.fault(0, "it is wrong", "1990 3")
    assert reading.defects == [Defect(0, "it is wrong", "1990 3")]
