"""The screen of a ladder."""

from l2tpscope.screens.ladder import LadderPage
from l2tpscope.screens.look import Look
from l2tpscope.views.ladder import ladder
from l2tpscope.views.nearest import nearest
from l2tpscope.views.rows import Rung
from tests.samples import analysed
from tests.screens.piloted import Driver, drive


def test_the_ladder_stands_between_its_ends_and_tells_the_finding_of_the_row() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter")
        assert driver.lines[0].startswith("Tunnel 1  192.0.2.10:8833  closed, L2TPv2 over UDP, 0 sessions")
        assert "SCCRQ Ns=0 Nr=0 ─" in driver.text
        assert "── row 1/" in driver.text
        assert "[1] tun-secret-mismatch: initiator lac-one" in driver.lines[-3]

    drive(analysed("tunnel-auth-mismatch.pcap"), steps)


def test_times_change_with_t_and_stay_changed() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter")
        told = []
        for _ in range(3):
            told.append("since the tunnel's first frame" in driver.text)
            await driver.press("t")
        assert told == [True, False, False]
        await driver.press("t", "t")
        assert "of day (UTC)" in driver.text
        assert "02:24:" in driver.text
        await driver.press("escape")
        assert "of day (UTC)" in driver.text

    drive(analysed("tunnel-auth-mismatch.pcap"), steps)


def test_e_leads_from_evidence_to_evidence() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "e")
        page = driver.page
        assert isinstance(page, LadderPage)
        assert page.ladder is not None
        places = []
        for _ in range(3):
            row = page.ladder.rows[page.rows.cursor]
            assert isinstance(row, Rung)
            assert row.findings
            places.append(page.rows.cursor)
            await driver.press("e")
        assert len(set(places)) > 1
        await driver.press("E")
        assert page.rows.cursor == places[-1]

    drive(analysed("wrong-password.pcapng"), steps)


def test_s_shows_one_session_alone_and_then_all_again() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "o")
        assert "choose one that does" in driver.lines[-1]
        await driver.press("slash")
        await driver.type("icrq")
        await driver.press("enter", "o")
        assert "session 1.1 only" in driver.lines[0]
        assert "SCCRQ" not in driver.text
        await driver.press("o")
        assert "2 sessions" in driver.lines[0]

    drive(analysed("several-tunnels.pcap"), steps)


def test_a_ladder_grows_and_keeps_its_cursor_and_survives_its_tunnel() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "down", "down")
        before = driver.cursor
        driver.app.show(Look(analysed("clean-call.pcap")))
        await driver.pilot.pause()
        assert driver.cursor == before
        driver.app.show(Look(analysed("tunnel-auth-mismatch.pcap")))
        await driver.pilot.pause()
        assert driver.cursor == before
        await driver.press("enter", "escape", "escape")
        assert driver.kind == "TunnelsPage"

    drive(analysed("clean-call.pcap"), steps)


def test_a_row_that_is_no_message_opens_nothing() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "slash")
        await driver.type("== ppp")
        await driver.press("enter", "enter")
        assert driver.kind == "LadderPage"
        assert "This row is no message." in driver.lines[-1]

    drive(analysed("clean-call.pcap"), steps)


def test_a_repeat_stands_in_the_row_of_its_message() -> None:
    analysis = analysed("loss60.pcap")
    shown = ladder(analysis, analysis.conversation.tunnels[0])
    number, rung = next((number, row) for number, row in enumerate(shown.rows) if isinstance(row, Rung) and row.again)
    assert nearest(shown, rung.again[-1].ref) == nearest(shown, rung.ref) == (number, True)
