"""The program as a whole: keys that work everywhere, the report, hostile strings, a real terminal."""

import sys
from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis, read
from l2tpscope.conversation.model import Tunnel
from l2tpscope.errors import UnreadableCapture
from l2tpscope.screens.viewed import Writers
from tests.floods import pcap
from tests.samples import analysed
from tests.screens.piloted import WIDE, Driver, drive, nowhere
from tests.screens.terminals import Terminal, needs_tmux
from tests.test_strings import frames

CLEAN = analysed("clean-call.pcap")


def test_q_leaves_every_page_and_ctrl_c_says_that_it_interrupted() -> None:
    async def leave(driver: Driver) -> None:
        await driver.press("enter", "enter", "q")

    async def interrupt(driver: Driver) -> None:
        await driver.press("enter", "slash", "ctrl+c")

    assert drive(CLEAN, leave).return_value is False
    assert drive(CLEAN, interrupt).return_value is True


def test_r_writes_the_report_of_what_is_shown_and_says_where() -> None:
    written: list[Analysis] = []

    def write(analysis: Analysis) -> str:
        written.append(analysis)
        return "Report: reports/clean-call.html"

    async def steps(driver: Driver) -> None:
        await driver.press("enter", "r")
        await driver.app.workers.wait_for_complete()
        await driver.pilot.pause()
        assert "Report: reports/clean-call.html" in driver.lines[-1]

    drive(CLEAN, steps, writers=Writers(write, nowhere))
    assert written == [CLEAN]


def test_a_report_that_cannot_be_written_is_a_sentence() -> None:
    def write(_: Analysis) -> str:
        raise OSError(28, "No space left on device", "reports/x\x1b.html")

    async def steps(driver: Driver) -> None:
        await driver.press("r")
        await driver.app.workers.wait_for_complete()
        await driver.pilot.pause()
        assert "No report: reports/x\\x1b.html: No space left on device" in driver.lines[-1]

    drive(CLEAN, steps, writers=Writers(write, nowhere))


def test_s_saves_the_tunnel_of_every_page_and_says_what_is_wrong() -> None:
    saved: list[str] = []

    def save(_: Analysis, tunnel: Tunnel) -> str:
        saved.append(tunnel.name)
        if len(saved) > 1:
            raise UnreadableCapture("gone\x1b.pcap: no such file")
        return "Saved: saved/x.pcapng, 14 frames"

    async def steps(driver: Driver) -> None:
        for keys, told in (
            (("s",), "Saved: saved/x.pcapng, 14 frames"),
            (("enter", "s"), "Not saved: gone\\x1b.pcap: no such file"),
            (("enter", "s"), "Not saved"),
            (("escape", "escape", "tab", "enter", "s"), "Not saved"),
            (("escape", "s"), "Not saved"),
        ):
            await driver.press(*keys)
            await driver.app.workers.wait_for_complete()
            await driver.pilot.pause()
            assert told in driver.lines[-1], keys
        await driver.press("question_mark", "s")
        assert "There is no tunnel here" in driver.lines[-1]

    drive(analysed("tunnel-auth-mismatch.pcap"), steps, writers=Writers(nowhere, save))
    assert saved == ["192.0.2.10:8833"] * 5


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    path = tmp_path_factory.mktemp("hostile") / "\u202e[bold]x.pcap"
    path.write_bytes(pcap(frames()))
    return read(path)


def test_no_string_from_the_wire_does_anything_on_any_page(hostile: Analysis) -> None:
    async def steps(driver: Driver) -> None:
        for _ in hostile.conversation.tunnels[:20]:
            await driver.press("enter")
            assert_harmless(driver)
            for key in ("enter", "pagedown", "right_square_bracket", "end", "escape", "end", "enter", "escape"):
                await driver.press(key)
                assert_harmless(driver)
            await driver.press("escape", "down")
        await driver.press("tab")
        for _ in range(10):
            await driver.press("enter")
            assert_harmless(driver)
            await driver.press("escape", "down")

    drive(hostile, steps, size=WIDE)


def assert_harmless(driver: Driver) -> None:
    for strip in driver.page._compositor.render_strips(driver.app.size):
        for segment in strip:
            assert segment.control is None
            assert segment.text.isprintable()
            assert segment.style is None or segment.style.link is None


@needs_tmux
@pytest.mark.parametrize("setting", ["TERM=screen", "NO_COLOR=1", "TERM=dumb"])
def test_in_a_real_terminal_of_80_by_24(setting: str, tmp_path: Path) -> None:
    terminal = Terminal(
        tmp_path / "socket",
        f"env {setting} {sys.executable} -m l2tpscope view "
        "sample_captures/tunnel-auth-mismatch.pcap; echo left with $?; sleep 60",
    )
    try:
        assert "The only call failed" in terminal.shows("tun-secret-mismatch")
        terminal.keys("Enter")
        assert "SCCRQ Ns=0 Nr=0" in terminal.shows("row 1/")
        if setting != "TERM=screen":
            assert "\x1b[3" not in terminal.octets().replace("\x1b[39m", "")
        terminal.keys("Enter")
        assert "Host Name: lac-one" in terminal.shows("AVPs")
        terminal.keys("q")
        assert "left with 0" in terminal.shows("left with")
    finally:
        terminal.close()
