"""What all pages have in common."""

from l2tpscope.render.escape import cells
from l2tpscope.render.ink import Ink
from tests.samples import analysed
from tests.screens.piloted import NARROW, WIDE, Driver, drive

CLEAN = analysed("clean-call.pcap")


def test_searches_go_from_match_to_match_and_back() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "slash")
        await driver.type("iccn")
        assert "ICCN" in driver.cursor
        first = driver.page.rows.cursor
        await driver.press("enter", "n")
        assert driver.page.rows.cursor != first
        await driver.press("N")
        assert driver.page.rows.cursor == first

    drive(CLEAN, steps)


def test_what_is_not_found_is_said_until_the_next_key() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "n")
        assert "Nothing to look for yet" in driver.lines[-1]
        await driver.press("slash")
        await driver.type("zzz")
        assert "Nothing here holds 'zzz'." in driver.lines[-1]
        await driver.press("enter", "down")
        assert "Enter message" in driver.lines[-1]
        await driver.press("n")
        assert "Nothing here holds 'zzz'." in driver.lines[-1]

    drive(CLEAN, steps)


def test_escape_leaves_the_search_first_and_then_the_page() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "slash", "q", "escape")
        assert driver.kind == "LadderPage"
        await driver.press("escape")
        assert driver.kind == "TunnelsPage"

    drive(CLEAN, steps)


def test_a_terminal_without_colour_or_unicode_gets_none() -> None:
    async def steps(driver: Driver) -> None:
        for key in ("enter", "enter", "escape", "escape", "tab", "enter", "question_mark"):
            await driver.press(key)
            assert driver.text.isascii(), driver.text
            for strip in driver.page._compositor.render_strips(driver.app.size):
                colours = [segment.style.color for segment in strip if segment.style is not None]
                assert all(colour is None or colour.is_default for colour in colours)

    drive(analysed("wrong-password.pcapng"), steps, ink=Ink(colour=False, unicode=False))


def test_every_page_fits_narrow_and_wide_screens() -> None:
    async def steps(driver: Driver) -> None:
        for key in ("enter", "enter", "escape", "escape", "tab", "enter", "question_mark", "escape"):
            await driver.press(key)
            for line in driver.lines:
                assert cells(line) == driver.app.size.width
            assert driver.lines[-1].strip()

    for size in (NARROW, WIDE):
        drive(analysed("wrong-password.pcapng"), steps, size=size)
