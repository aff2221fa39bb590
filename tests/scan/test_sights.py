"""Located datagrams, and those among them that are none of ours."""

import numpy as np

from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.judge import judge
from l2tpscope.scan.judged import CONTROL, NOTHING
from tests.scan.frames import SCCRQ, ethernet, ipv4, pcap, udp
from tests.scan.test_locate import located_in


def test_what_is_left_out_is_passed_over() -> None:
    sights = located_in(pcap([ethernet(ipv4(udp(SCCRQ)))] * 3), Hashing())
    sights.leave_out(np.array([1]))
    judged, _ = judge(sights, [1701])
    assert judged.kind.tolist() == [CONTROL, NOTHING, CONTROL]
    assert sights.here.tolist() == [20, 0, 20]
