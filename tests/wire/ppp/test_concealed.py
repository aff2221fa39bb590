"""Bodies that are secrets."""

import pytest

from l2tpscope.wire.ppp.concealed import Concealed
from l2tpscope.wire.ppp.numbers import CHAP, SPAP
from l2tpscope.wire.ppp.packet import decode_ppp
from tests.wire.ppp.building import packet


@pytest.mark.parametrize(("protocol", "code"), [(SPAP, 1), (SPAP, 2), (CHAP, 5), (CHAP, 6), (CHAP, 7)])
def test_only_the_number_of_octets_is_shown(protocol: int, code: int) -> None:
    found = decode_ppp(protocol, packet(code, b"swordfish"))
    assert found.said == Concealed(b"swordfish")
    assert found.lines() == (("body", "masked (9 octets)"),)
