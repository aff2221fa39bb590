"""CBCP."""

import pytest

from l2tpscope.wire.ppp.callback import Callback, Cbcp
from l2tpscope.wire.ppp.numbers import CBCP
from l2tpscope.wire.ppp.packet import decode_ppp
from tests.wire.ppp.building import packet


@pytest.mark.parametrize(
    ("body", "callback", "line"),
    [
        ("0102", Callback(1, "no callback", None, ()), "no callback"),
        ("020300", Callback(2, "to a number of the caller", 0, ()), "to a number of the caller, after 0 s"),
        (
            "02080c0135353500",
            Callback(2, "to a number of the caller", 12, ("555",)),
            "to a number of the caller, after 12 s, 555",
        ),
        (
            "040b050131310001323200",
            Callback(4, "to one of a list of numbers", 5, ("11", "22")),
            "to one of a list of numbers, after 5 s, 11, 22",
        ),
        ("090200"[:4], Callback(9, "option 9", None, ()), "option 9"),
    ],
)
def test_ways_to_call_back_are_read(body: str, callback: Callback, line: str) -> None:
    found = decode_ppp(CBCP, packet(1, body))
    assert (found.name, found.said, found.defects) == ("CBCP Callback-Request", Cbcp((callback,)), ())
    assert found.lines() == (("callback", line),)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("01", "a callback option runs past the end"),
        ("0109", "a callback option runs past the end"),
        ("0101", "callback option of Length 1, 2 is the least"),
    ],
)
def test_options_that_break_the_format_are_defects(body: str, text: str) -> None:
    found = decode_ppp(CBCP, packet(1, "0102" + body))
    assert found.said == Cbcp((Callback(1, "no callback", None, ()),))
    assert [(defect.offset, defect.text) for defect in found.defects] == [(6, text)]
