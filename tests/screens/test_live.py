"""The screens over a capture that goes on."""

import struct
from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis, read
from l2tpscope.live import watching
from l2tpscope.live.events import Event, Kind
from l2tpscope.render.ink import Ink
from l2tpscope.screens.finding import FindingPage
from l2tpscope.screens.ladder import LadderPage
from l2tpscope.screens.message import MessagePage
from l2tpscope.screens.tunnels import TunnelsPage
from tests.samples import FOLDER, analysed
from tests.screens.live import Fed, begun, drive_live, until
from tests.screens.piloted import WIDE, Driver

DROPPED, CLEAN, WRONG = "firewall-drops-1701.pcap", "clean-call.pcap", "wrong-then-right-password.pcap"


def seen(name: str, count: int | None = None) -> Analysis:
    return read(FOLDER / name, count=count)


def frames(name: str) -> list[bytes]:
    """The header of a pcap, then each of its records."""
    octets = (FOLDER / name).read_bytes()
    parts, at = [octets[:24]], 24
    while at < len(octets):
        behind = at + 16 + struct.unpack("<I", octets[at + 8 : at + 12])[0]
        parts.append(octets[at:behind])
        at = behind
    return parts


def test_it_waits_for_the_first_frame_and_then_tells_clock_rate_and_tunnels() -> None:
    coming = begun()

    async def steps(driver: Driver) -> None:
        assert driver.lines[0].startswith("eth0  no frame yet")
        assert "Waiting for the first frame." in driver.text
        coming.tell([], seen(CLEAN))
        await driver.pilot.pause()
        assert "UTC" in driver.lines[0]
        assert "/s" in driver.lines[0]
        assert "1 tunnel: 1 closed; 1 session" in driver.lines[1]
        assert "Waiting" not in driver.text

    drive_live(coming, steps)


def test_a_pending_request_counts_down_and_enter_leads_to_it() -> None:
    coming = begun()

    async def steps(driver: Driver) -> None:
        coming.tell([], seen(DROPPED, 4))
        await driver.pilot.pause()
        assert "29 s left   ◌ likely  tunnel 1  SCCRQ" in driver.text
        coming.tell([], seen(DROPPED, 8))
        await driver.pilot.pause()
        assert "15 s left   ◌ likely  tunnel 1  SCCRQ" in driver.text
        await driver.press("tab", "enter")
        assert isinstance(driver.page, LadderPage)
        assert "likely: SCCRQ to 198.51.100.20 unacknowledged, sent 5 times; 15 s left" in driver.text
        assert "SCCRQ Ns=0 Nr=0" in driver.cursor

    drive_live(coming, steps)


def test_the_latest_finding_stands_first_and_is_marked_wherever_the_cursor_of_the_table_is() -> None:
    coming = begun()

    async def steps(driver: Driver) -> None:
        coming.tell([], seen(WRONG, 60))
        await driver.pilot.pause()
        page = driver.page
        assert isinstance(page, TunnelsPage)
        before = len(page.happenings)
        coming.tell([], seen(WRONG))
        await driver.pilot.pause()
        assert len(page.happenings) > before
        assert page.pane.cursor == 0
        first = page.pane.drawing.lines(0)[0]
        assert " ● " in first
        await driver.press("tab", "end")
        chosen = page.pane.drawing.key(page.pane.cursor)
        assert " ● " not in page.pane.drawing.lines(page.pane.cursor)[0]
        coming.tell([Event(Kind.NOTE, 1 << 62, text="eth0 is down")], seen(WRONG))
        await driver.pilot.pause()
        assert page.pane.drawing.key(page.pane.cursor) == chosen, "with the keys in it, its cursor stays"
        await driver.press("home", "enter")
        assert "eth0 is down" in driver.lines[-1]

    drive_live(coming, steps, size=WIDE)


def test_a_ladder_follows_its_end_and_keeps_its_cursor_elsewhere() -> None:
    coming = begun()

    async def steps(driver: Driver) -> None:
        coming.tell([], seen(CLEAN, 10))
        await driver.pilot.pause()
        await driver.press("enter")
        assert isinstance(driver.page, LadderPage)
        page = driver.page
        assert page.rows.cursor == page.rows.drawing.count - 1, "of what still grows the end is shown"
        coming.tell([], seen(CLEAN, 20))
        await driver.pilot.pause()
        assert page.rows.cursor == page.rows.drawing.count - 1
        await driver.press("up", "up")
        chosen, count = driver.cursor, page.rows.drawing.count
        coming.tell([], seen(CLEAN, 40))
        await driver.pilot.pause()
        assert driver.cursor == chosen
        assert page.rows.drawing.count > count
        await driver.press("enter")
        assert isinstance(driver.page, MessagePage)
        coming.tell([], seen(CLEAN))
        await driver.pilot.pause()
        assert coming.wanted is not None
        while "This is the last message" not in driver.lines[-1]:
            await driver.press("right_square_bracket")
        assert driver.page.rung.label == "ZLB", "messages that came since can be leafed to"

    drive_live(coming, steps)


def test_a_finding_on_the_screen_is_told_as_it_stands_now() -> None:
    coming = begun()

    async def steps(driver: Driver) -> None:
        coming.tell([], seen(WRONG, 60))
        await driver.pilot.pause()
        await driver.press("tab", "enter")
        page = driver.page
        assert isinstance(page, FindingPage)
        rule = page.finding.rule
        coming.tell([], seen(WRONG))
        await driver.pilot.pause()
        assert page.finding.rule == rule
        assert page.finding in coming.first.analysis.findings or page.shown.time_ns is not None
        coming.tell([], seen(CLEAN, 5))
        await driver.pilot.pause()
        assert page.finding.rule == rule, "one that no longer stands stays as it was"

    drive_live(coming, steps)


def test_the_end_is_said_and_the_screen_stays() -> None:
    coming = begun()

    async def steps(driver: Driver) -> None:
        coming.tell([], seen(CLEAN))
        coming.end("eth0: this interface is gone; q leaves")
        await driver.pilot.pause()
        assert "eth0: this interface is gone" in driver.lines[-1]
        await driver.press("down")
        assert "eth0: this interface is gone" in driver.text, "above, for as long as it is so"
        assert driver.lines[-1].startswith("Enter open")
        await driver.press("q")

    assert drive_live(coming, steps).return_value is False


def test_a_signal_leaves_the_screen() -> None:
    coming = begun()

    async def steps(driver: Driver) -> None:
        coming.end("The capture has ended.", leaves=True)
        await driver.pilot.pause()

    assert drive_live(coming, steps).return_value is False


def test_what_memory_has_no_room_for_is_said_above() -> None:
    coming, analysis = begun(), seen(CLEAN)
    analysis.conversation.captures[0].warn(f"{FOLDER / CLEAN}: 20,000 tunnels are in memory, no more are followed")

    async def steps(driver: Driver) -> None:
        coming.tell([], analysis)
        await driver.pilot.pause()
        assert "! 20,000 tunnels are in memory" in driver.text

    drive_live(coming, steps)


@pytest.mark.parametrize("ink", [Ink(), Ink(unicode=False), Ink(colour=True)])
def test_a_fifo_is_watched_as_it_is_written_to(ink: Ink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SOONEST_NS", 50_000_000)
    monkeypatch.setattr(watching, "LATEST_NS", 50_000_000)
    coming, parts = begun("fifo"), frames("tunnel-auth-mismatch.pcap")
    fed = Fed(coming, tmp_path / "fifo")

    async def steps(driver: Driver) -> None:
        fed.write(b"".join(parts[:2]))
        await until(driver, lambda: "1 setting up" in driver.text)
        await driver.press("enter")
        await until(driver, lambda: "SCCRQ Ns=0" in driver.text)
        for part in parts[2:]:
            fed.write(part)
        await until(driver, lambda: "StopCCN" in driver.text)
        await driver.press("escape")
        await until(driver, lambda: "tun-secret-mismatch" in driver.text)
        fed.close()
        await until(driver, lambda: "The capture has ended" in driver.lines[-1])

    try:
        drive_live(coming, steps, ink=ink)
    finally:
        fed.source.stop()
    assert coming.take() is None
    held = fed.watching.held if fed.watching is not None else None
    refs = [sent.ref for sent in analysed("tunnel-auth-mismatch.pcap").conversation.tunnels[0].transmissions]
    assert held is not None
    assert len(held.of(refs)) == len(refs), "all can be saved, what came before too"
