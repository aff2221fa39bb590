"""The program as a whole: keys that work everywhere, the report, hostile strings, a real terminal."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis, read
from tests.floods import pcap
from tests.samples import ROOT, analysed
from tests.screens.piloted import WIDE, Driver, drive
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

    def write(analysis: Analysis) -> Path:
        written.append(analysis)
        return Path("reports/clean-call.html")

    async def steps(driver: Driver) -> None:
        await driver.press("enter", "r")
        await driver.app.workers.wait_for_complete()
        await driver.pilot.pause()
        assert "Report: reports/clean-call.html" in driver.lines[-1]

    drive(CLEAN, steps, write=write)
    assert written == [CLEAN]


def test_a_report_that_cannot_be_written_is_a_sentence() -> None:
    def write(_: Analysis) -> Path:
        raise OSError(28, "No space left on device", "reports/x\x1b.html")

    async def steps(driver: Driver) -> None:
        await driver.press("r")
        await driver.app.workers.wait_for_complete()
        await driver.pilot.pause()
        assert "No report: reports/x\\x1b.html: No space left on device" in driver.lines[-1]

    drive(CLEAN, steps, write=write)


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


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux shows a real terminal; ./check installs it")
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


class Terminal:
    """A screen of 80 by 24 in tmux, with a server of its own."""

    def __init__(self, socket: Path, command: str) -> None:
        self._tmux = ["tmux", "-f", os.devnull, "-S", str(socket)]
        self._run("new-session", "-d", "-x", "80", "-y", "24", "-c", str(ROOT), command)

    def _run(self, *arguments: str) -> str:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [*self._tmux, *arguments], check=True, capture_output=True, text=True, env=environment
        ).stdout

    def keys(self, *keys: str) -> None:
        """Press keys."""
        self._run("send-keys", *keys)

    def octets(self) -> str:
        """The screen with its colours."""
        return self._run("capture-pane", "-p", "-e")

    def shows(self, text: str, patience_s: float = 30) -> str:
        """The screen, as soon as this text is on it."""
        ends = time.monotonic() + patience_s
        while time.monotonic() < ends:
            shown = self._run("capture-pane", "-p")
            if text in shown:
                return shown
            time.sleep(0.1)
        raise AssertionError(shown)

    def close(self) -> None:
        """End the server and all in it."""
        self._run("kill-server")
