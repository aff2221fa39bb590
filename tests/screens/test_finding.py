"""The screen of a finding."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.screens.ladder import LadderPage
from l2tpscope.views.rows import Rung
from tests.samples import analysed
from tests.screens.piloted import WIDE, Driver, drive


def test_a_finding_is_told_in_full_with_the_cursor_on_its_first_evidence() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("tab", "enter")
        assert driver.kind == "FindingPage"
        assert driver.lines[0].startswith("[1] auth-mschap-691: fatal, a root cause")
        for label in ("What happened", "Why", "Evidence", "What to do", "What else", "How sure"):
            assert f"\n{label}" in driver.text
        assert driver.cursor.startswith("  frame 20: ")

    drive(analysed("wrong-password.pcapng"), steps, size=WIDE)


def test_enter_leads_from_each_frame_of_evidence_to_its_row() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("tab", "enter")
        for evidence in analysed("wrong-password.pcapng").findings[0].evidence:
            await driver.press("enter")
            page = driver.page
            assert isinstance(page, LadderPage)
            assert page.ladder is not None
            row = page.ladder.rows[page.rows.cursor]
            assert isinstance(row, Rung)
            assert evidence.ref in (row.ref, *(one.ref for one in row.again))
            await driver.press("escape", "down")

    drive(analysed("wrong-password.pcapng"), steps)


def test_evidence_in_another_tunnel_leads_there_and_a_copy_to_its_original() -> None:
    async def restarted(driver: Driver) -> None:
        await driver.press("tab", "enter", "slash")
        await driver.type("the new tunnel")
        await driver.press("enter", "enter")
        assert "192.0.2.10:59284" in driver.lines[0]
        assert driver.cursor.split()[0] == "80"

    async def copied(driver: Driver) -> None:
        await driver.press("tab", "enter", "slash")
        await driver.type("the same datagram again")
        await driver.press("enter", "enter")
        assert driver.kind == "LadderPage"
        assert driver.cursor.split()[0] == "5"

    drive(analysed("lns-restarted.pcap"), restarted)
    drive(analysed("path-duplication.pcapng"), copied)


def test_a_frame_without_a_row_is_said_until_the_next_key() -> None:
    async def steps(driver: Driver) -> None:
        page = LadderPage(driver.app.viewed, "192.0.2.10:8833", FrameRef(0, 99_999))
        driver.app.push_screen(page)
        await driver.pilot.pause()
        assert "Frame 99999 has no row of its own; this is the nearest." in driver.lines[-1]
        await driver.press("down")
        assert "no row" not in driver.lines[-1]

    drive(analysed("tunnel-auth-mismatch.pcap"), steps)
