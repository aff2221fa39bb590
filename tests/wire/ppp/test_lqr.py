"""Link-Quality-Reports."""

import struct

from l2tpscope.wire.ppp.lqr import Lqr
from l2tpscope.wire.ppp.numbers import LQR
from l2tpscope.wire.ppp.packet import decode_ppp

REPORT = struct.pack(">12I", 0xDEADBEEF, *range(1, 12))


def test_the_counters_stand_in_the_order_of_the_rfc() -> None:
    found = decode_ppp(LQR, REPORT)
    assert found.said == Lqr(0xDEADBEEF, *range(1, 12))
    assert (found.name, found.code, found.length, found.defects) == ("LQR", 0, 48, ())
    assert found.lines()[:2] == (("magic number", "0xdeadbeef"), ("last out lqrs", "1"))


def test_a_report_that_ends_too_early_is_a_defect_unless_it_was_cut() -> None:
    found = decode_ppp(LQR, REPORT[:10])
    assert found.said == Lqr(0xDEADBEEF, 1, *[None] * 10)
    assert [defect.text for defect in found.defects] == ["last-out-packets has 2 of 4 octets"]
    assert [defect.text for defect in decode_ppp(LQR, REPORT[:8]).defects] == ["2 of 12 numbers"]
    assert decode_ppp(LQR, REPORT[:10], 38).defects == ()
