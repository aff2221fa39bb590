"""A healthy call stays free of findings wherever the capture begins or ends, and whatever frames it lost."""

import struct
from io import BytesIO
from random import Random

import pytest

from l2tpscope.analysis import read
from l2tpscope.rules.finding import Severity
from tests.rules.ladder.play import capture_of

HEALTHY = """A call with HELLOs from both sides, closed in good order.
0      setup
0.1    call
60     -->  HELLO
60.01  <--  ZLB
60.02  <--  HELLO
60.03  -->  ZLB
90     <--  LCP EchoReq id=9
90.01  -->  LCP EchoRep id=9
100    close
end 140
"""
FILE = capture_of(HEALTHY)
QUIET = {Severity.INFO, Severity.POSTURE}


def records() -> list[bytes]:
    """The records of the pcap file, headers included."""
    found, at = [], 24
    while at < len(FILE):
        length = 16 + struct.unpack_from("<L", FILE, at + 8)[0]
        found.append(FILE[at : at + length])
        at += length
    return found


def loud(kept: list[bytes]) -> list[str]:
    """What is found above info and posture in a file of these records, and the rules that crashed."""
    analysis = read(BytesIO(FILE[:24] + b"".join(kept)))
    assert not analysis.rule_failures
    return [f"{found.rule}: {found.summary}" for found in analysis.findings if found.severity not in QUIET]


PLACES = range(len(records()))


@pytest.mark.parametrize("place", PLACES)
def test_a_capture_that_begins_late_raises_no_alarm(place: int) -> None:
    assert loud(records()[place:]) == []


@pytest.mark.parametrize("place", PLACES)
def test_a_capture_that_ends_early_raises_no_alarm(place: int) -> None:
    assert loud(records()[:place]) == []


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("share", [0.02, 0.1])
def test_a_capture_that_lost_frames_raises_no_alarm(seed: int, share: float) -> None:
    chance = Random(seed)  # noqa: S311 - the same frames are lost in every run
    assert loud([record for record in records() if chance.random() >= share]) == []
