"""Captures with frames missing or octets damaged: no rule crashes, verdicts stay consistent."""

import struct
from functools import cache
from io import BytesIO
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from l2tpscope.analysis import read
from tests.rules.ladder.play import capture_of

CASES = sorted((Path(__file__).parent / "cases").rglob("*.ladder"))
HEADER, RECORD, UDP_AT = 24, 16, 42


@cache
def capture(path: Path) -> tuple[bytes, tuple[bytes, ...]]:
    """The pcap header of a case and its records."""
    octets = capture_of(path.read_text(encoding="utf-8"))
    records, at = [], HEADER
    while at < len(octets):
        size = RECORD + struct.unpack_from("<L", octets, at + 8)[0]
        records.append(octets[at : at + size])
        at += size
    return octets[:HEADER], tuple(records)


def damaged(record: bytes, at: int, octet: int) -> bytes:
    """One octet above UDP replaced."""
    place = RECORD + UDP_AT + at
    return record[:place] + bytes([octet]) + record[place + 1 :] if place < len(record) else record


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(path=st.sampled_from(CASES), data=st.data())
def test_a_mangled_capture_crashes_no_rule_and_each_failed_attempt_has_one_root_cause(
    path: Path, data: st.DataObject
) -> None:
    header, records = capture(path)
    kept = data.draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records)))
    hurt = data.draw(st.dictionaries(st.integers(0, len(records)), st.tuples(st.integers(0, 60), st.integers(0, 255))))
    left = [damaged(record, *hurt.get(n, (9999, 0))) for n, record in enumerate(records) if kept[n]]
    analysis = read(BytesIO(header + b"".join(left)))
    assert not analysis.rule_failures
    assert sorted(analysis.root_causes) == [a.index for a in analysis.conversation.attempts if a.failed]
    assert all(analysis.findings[number - 1].root_cause for number in analysis.root_causes.values())
