"""A real terminal for tests: keys go in, what stands on its screen comes out."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.samples import ROOT

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux shows a real terminal; ./check installs it")


class Terminal:
    """A screen in tmux, with a server of its own."""

    def __init__(self, socket: Path, command: str, size: tuple[int, int] = (80, 24), folder: Path = ROOT) -> None:
        self._tmux = ["tmux", "-f", os.devnull, "-S", str(socket)]
        width, height = map(str, size)
        self._run("new-session", "-d", "-x", width, "-y", height, "-c", str(folder), command)

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
