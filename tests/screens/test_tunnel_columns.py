"""The table of tunnels."""

from l2tpscope.render.escape import cells
from l2tpscope.screens.tunnel_columns import columns, head, row, sign_of, widths
from l2tpscope.views.layout import Times
from tests.samples import analysed
from tests.screens.piloted import viewed
from tests.views.handmade import analysis_of, good_call


def told(name: str, width: int, times: Times = Times.RELATIVE) -> tuple[str, list[str]]:
    looked = viewed(analysed(name))
    looked.times = times
    known = columns(looked, width)
    room = widths(known, width)
    rows = [row(glance, looked, known, room, looked.ink) for glance in looked.look.glances.each]
    return head(known, room, looked.ink, (8, True)), rows


def test_rows_and_heads_are_as_wide_as_the_screen_at_most() -> None:
    for width in (80, 100, 120, 200):
        titles, rows = told("several-tunnels.pcap", width)
        assert all(cells(line) <= width for line in (titles, *rows))
    assert cells(told("several-tunnels.pcap", 80)[0]) == 80
    assert "Cause" in told("redial-storm.pcapng", 120)[0]
    assert "tun-secret-mismatch" in told("redial-storm.pcapng", 120)[1][0]


def test_a_row_tells_state_ends_ids_and_numbers() -> None:
    titles, (first, *_) = told("several-tunnels.pcap", 80)
    assert titles.split() == ["State", "LAC/initiator", "LNS/recipient", "IDs", "Sess", "RTT", "Again", "▼Since"]
    assert first.split() == ["·", "closed", "lac-one", "lns-one", "26692/14763", "2", "734", "µs", "-", "31.137"]


def test_since_is_told_from_the_start_of_day_or_until_the_end() -> None:
    assert told("several-tunnels.pcap", 80, Times.ABSOLUTE)[1][0].endswith("02:53:08")
    titles, rows = told("several-tunnels.pcap", 80, Times.DELTA)
    assert titles.endswith("▼For")
    assert rows[1].endswith("00:07")


def test_failed_calls_have_a_sign_of_their_own() -> None:
    storm, up, closed = analysed("redial-storm.pcapng"), analysis_of(good_call()), analysed("clean-call.pcap")
    for analysis, sign in ((storm, "✗"), (up, "✓"), (closed, "·")):
        assert sign_of(viewed(analysis).look.glances.each[0]) == sign
