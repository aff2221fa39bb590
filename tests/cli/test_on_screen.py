"""live on the whole screen: in a terminal alone, left by keys and signals, the verdict and the report after it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.samples import FOLDER, ROOT
from tests.screens.terminals import Terminal, needs_tmux

REFUSED = FOLDER / "tunnel-auth-mismatch.pcap"
LIVE = f"{sys.executable} -m l2tpscope live"
pytestmark = needs_tmux


@contextmanager
def on_screen(tmp_path: Path, command: str, size: tuple[int, int] = (80, 24)) -> Iterator[Terminal]:
    """A shell command in a terminal, with a FIFO beside it; its exit status is shown after it."""
    if not (tmp_path / "fifo").exists():
        os.mkfifo(tmp_path / "fifo")
    ended = Terminal(tmp_path / "socket", f"{command}; echo left with $?; sleep 60", size, tmp_path)
    try:
        yield ended
    finally:
        ended.close()


@contextmanager
def written(tmp_path: Path, capture: Path = REFUSED) -> Iterator[None]:
    """The capture, in the FIFO, which stays open."""
    with (tmp_path / "fifo").open("wb", buffering=0) as into:
        into.write(capture.read_bytes())
        yield


def pid_of(tmp_path: Path) -> int:
    return int((tmp_path / "pid").read_text())


def noted(command: str) -> str:
    """The command, with its process number in the file pid."""
    return f"sh -c 'echo $$ > pid; exec {command}'"


@pytest.mark.parametrize("setting", ["TERM=screen", "NO_COLOR=1", "TERM=dumb", "TERM=vt100"])
def test_tunnels_and_ladder_come_as_they_happen_and_q_leaves_with_the_verdict(setting: str, tmp_path: Path) -> None:
    with on_screen(tmp_path, f"env {setting} {LIVE} fifo --report page.html", (120, 40)) as terminal:
        assert "Waiting for the first frame." in terminal.shows("Waiting")
        with written(tmp_path):
            assert "✗ failed" in terminal.shows("● ✗ [1] tun-secret-mismatch")
            terminal.keys("Enter")
            assert "StopCCN" in terminal.shows("row 1/")
            terminal.keys("s")
            assert "Saved: saved/fifo-192.0.2.10-8833.pcapng" in terminal.shows("Saved: ")
            terminal.keys("q")
            left = terminal.shows("left with")
        assert "left with 0" in left
        assert "The only call failed" in left
        assert "Report: page.html" in left
    assert "tun-secret-mismatch" in (tmp_path / "page.html").read_text()
    assert (tmp_path / "saved/fifo-192.0.2.10-8833.pcapng").is_file()


@pytest.mark.parametrize("how", ["C-c", "INT", "TERM"])
def test_ctrl_c_and_signals_leave_with_the_verdict_so_far(how: str, tmp_path: Path) -> None:
    with on_screen(tmp_path, noted(f"{LIVE} fifo"), (120, 60)) as terminal, written(tmp_path):
        terminal.shows("tun-secret-mismatch")
        if how == "C-c":
            terminal.keys("C-c")
        else:
            os.kill(pid_of(tmp_path), getattr(signal, f"SIG{how}"))
        left = terminal.shows("left with")
        assert "left with 130" in left
        assert "The only call failed" in left


def test_when_the_source_ends_the_screen_stays_until_it_is_left(tmp_path: Path) -> None:
    with on_screen(tmp_path, f"{LIVE} fifo -w kept.pcap", (120, 60)) as terminal:
        with written(tmp_path):
            pass
        terminal.shows("The capture has ended; q leaves")
        time.sleep(0.5)
        assert "tun-secret-mismatch" in terminal.shows("The capture has ended")
        terminal.keys("q")
        left = terminal.shows("left with 0")
        assert "The only call failed" in left
        assert "Kept: kept.pcap" in left


def test_standard_input_brings_the_capture_and_the_terminal_the_keys(tmp_path: Path) -> None:
    with on_screen(tmp_path, f"cat {REFUSED} | {LIVE} -", (120, 60)) as terminal:
        terminal.shows("The capture has ended; q leaves")
        terminal.keys("Enter")
        terminal.shows("StopCCN")
        terminal.keys("q")
        assert "The only call failed" in terminal.shows("left with 0")


def test_what_is_no_capture_ends_it_with_a_sentence(tmp_path: Path) -> None:
    with on_screen(tmp_path, f"{LIVE} fifo") as terminal:
        terminal.shows("Waiting")
        with (tmp_path / "fifo").open("wb") as into:
            into.write(b"hello, this is no capture at all, by no means")
        left = terminal.shows("left with 2")
        assert "Error: fifo" in left


def test_left_before_anything_came_it_says_that_there_was_nothing(tmp_path: Path) -> None:
    with on_screen(tmp_path, f"{LIVE} fifo") as terminal:
        terminal.shows("Waiting")
        terminal.keys("q")
        assert "holds no frames" in terminal.shows("left with 0")


@pytest.mark.parametrize("option", ["--plain", "--jsonl"])
def test_lines_can_be_had_in_a_terminal_too(option: str, tmp_path: Path) -> None:
    with on_screen(tmp_path, f"cat {REFUSED} | {LIVE} - {option}", (120, 60)) as terminal:
        assert "tun-secret-mismatch" in terminal.shows("left with 0")


def test_without_a_keyboard_events_come_as_lines(tmp_path: Path) -> None:
    script = (
        "import sys; from l2tpscope.cli import terminal; terminal.KEYBOARD = '/nosuch'; "
        "sys.argv = ['l2tpscope', 'live', '-']; from l2tpscope.cli.main import run; run()"
    )
    with on_screen(tmp_path, f'cat {REFUSED} | {sys.executable} -c "{script}"', (120, 60)) as terminal:
        left = terminal.shows("left with 0")
        assert "No keys can be read" in left
        assert "tun-secret-mismatch" in left


def test_help_needs_no_screens() -> None:
    code = "import sys; sys.argv[1:] = ['live', '--help']; from l2tpscope.cli.main import main\ntry: main()\n"
    code += "finally: print([name for name in ('textual', 'numpy') if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=ROOT, text=True)
    assert ended.stdout.splitlines()[-1] == "[]"
