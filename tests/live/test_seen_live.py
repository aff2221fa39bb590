"""A recording of real daemons comes once more, frame by frame: all of it is told, in order, and soon.

xl2tpd and pppd on both sides. A call comes up and ends in order; the next has a wrong password; of the third the LNS is
killed (`kill -9`), while its pppd goes on, so that only the HELLO of the LAC finds out.
"""

from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis
from l2tpscope.live.events import Event
from tests.capture.building import read
from tests.live.sources import SECOND, at_every_chance, fed

RECORDING = Path(__file__).with_name("up-refused-killed.pcap")
SOON_NS = SECOND
"""Behind the moment at which it could be known, by the clock of the packets."""
UP = ["tunnel-up", "session-up", "ppp lcp", "ppp authentication", "ppp network"]
TOLD = [
    *UP, "finding sec-l2tp-cleartext", "finding sec-mschapv2-clear",
    "session-end", "finding td-normal", "tunnel-end",
    "tunnel-up", "session-up", "ppp lcp", "session-end", "finding auth-mschap-691", "tunnel-end",
    *UP, "pending pending-at-end", "session-end", "tunnel-end", "finding hello-unanswered",
    "finding data-unknown-session",
]  # fmt: skip


def _name(event: Event) -> str:
    more = event.phase or (event.finding.rule if event.finding is not None else "")
    return f"{event.kind} {more}".strip()


def test_what_happened_is_told_in_order_and_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    told: list[tuple[Event, int]] = []

    def tell(events: list[Event], analysis: Analysis) -> None:
        told.extend((event, analysis.conversation.last_ns - event.time_ns) for event in events)

    fed(read(RECORDING.read_bytes())[0], tell, looks=5)
    assert [_name(event) for event, _ in told] == TOLD
    assert [_name(event) for event, late_ns in told if late_ns > SOON_NS] == []
