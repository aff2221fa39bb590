"""A recording of real daemons comes once more as it came: each thing is told at the first look that can know it.

xl2tpd and pppd on both sides. A call comes up and ends in order; the next has a wrong password; of the third the LNS is
killed (`kill -9`), while its pppd goes on, so that only the HELLO of the LAC finds out.
"""

from itertools import pairwise
from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis
from l2tpscope.live.events import Event
from tests.capture.building import FILE_HEADER
from tests.live.sources import at_every_chance, watched

RECORDING = Path(__file__).with_name("up-refused-killed.pcap")
APART_NS = 300_000_000
UP = ["tunnel-up", "session-up", "ppp lcp", "ppp authentication", "ppp network"]
TOLD = [
    *UP, "finding sec-l2tp-cleartext", "finding sec-mschapv2-clear",
    "session-end", "finding td-normal", "tunnel-end",
    "tunnel-up", "session-up", "ppp lcp", "session-end", "finding auth-mschap-691", "tunnel-end",
    *UP, "pending pending-at-end", "session-end", "tunnel-end", "finding hello-unanswered",
    "finding data-unknown-session",
]  # fmt: skip


def _records() -> list[tuple[int, int]]:
    """Where each record of the recording begins, and when it was captured, in nanoseconds."""
    octets, at, found = RECORDING.read_bytes(), FILE_HEADER, list[tuple[int, int]]()
    while at < len(octets):
        seconds, fraction, captured = (int.from_bytes(octets[at + i : at + i + 4], "little") for i in (0, 4, 8))
        found.append((at, seconds * 1_000_000_000 + fraction * 1_000))
        at += 16 + captured
    return found


def _name(event: Event) -> str:
    more = event.phase or (event.finding.rule if event.finding is not None else "")
    return f"{event.kind} {more}".strip()


def test_what_happened_is_told_in_order_at_the_first_look_that_can_know_it(monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    records = _records()
    told: list[Event] = []
    late: list[str] = []
    seen_ns = [0]

    def tell(events: list[Event], analysis: Analysis) -> None:
        told.extend(events)
        late.extend(_name(event) for event in events if event.time_ns < seen_ns[-1])
        seen_ns.extend(now_ns for _, now_ns in records[: analysis.conversation.captures[0].frames][-1:])

    cuts = [at for (_, before_ns), (at, now_ns) in pairwise(records) if now_ns - before_ns > APART_NS]
    watched(RECORDING, cuts, tell)
    assert [_name(event) for event in told] == TOLD
    assert late == []
