"""view: only for a terminal, with keys from there even where standard input brings the capture."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis
from l2tpscope.cli import view
from l2tpscope.cli.options import Request
from tests.cli.runs import CLEAN, run, started


def test_without_a_terminal_one_sentence_says_what_to_use_instead() -> None:
    ended = started("view", "no-such.pcap")
    assert ended.returncode == 2
    assert ended.stdout == b""
    assert ended.stderr.decode() == f"Error: {view.INSTEAD}\n"


def test_standard_error_must_be_a_terminal_too_since_it_is_what_is_drawn_on() -> None:
    ours, theirs = pty.openpty()
    ended = subprocess.run(
        [sys.executable, "-m", "l2tpscope", "view", CLEAN],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(ours)
    os.close(theirs)
    assert (ended.returncode, ended.stderr.decode()) == (2, f"Error: {view.INSTEAD}\n")


@pytest.mark.parametrize(("interrupted", "status"), [(False, 0), (True, 130)])
def test_the_screens_get_the_analysis_and_say_how_they_were_left(
    monkeypatch: pytest.MonkeyPatch, *, interrupted: bool, status: int
) -> None:
    seen: list[int] = []

    def browse(analysis: Analysis, request: Request) -> bool:
        assert request.captures == (CLEAN,)
        seen.append(len(analysis.conversation.tunnels))
        return interrupted

    monkeypatch.setattr(view, "has_terminal", lambda *, keys: keys)
    monkeypatch.setattr(view, "browse", browse)
    assert run("view", CLEAN).exit_code == status
    assert seen == [1]


def test_a_capture_that_cannot_be_read_is_refused_before_anything_is_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(view, "has_terminal", lambda *, keys: keys)
    ended = run("view", str(tmp_path / "none.pcap"))
    assert ended.exit_code == 2
    assert "none.pcap" in ended.stderr
