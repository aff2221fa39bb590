"""What the terminal can show, and what goes to standard error."""

import io
import sys

import pytest

from l2tpscope.cli.options import Request
from l2tpscope.cli.output import ink_of, remark


class Terminal(io.StringIO):
    """A standard output that is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Say yes."""
        return True


def _on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_a_terminal_gets_colour_unless_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    _on_a_terminal(monkeypatch)
    assert ink_of(Request(())).colour
    assert not ink_of(Request((), color="never")).colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not ink_of(Request(())).colour
    assert ink_of(Request((), color="always")).colour


def test_a_dumb_terminal_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    _on_a_terminal(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    assert not ink_of(Request(())).colour


def test_a_narrow_terminal_is_not_overrun(monkeypatch: pytest.MonkeyPatch) -> None:
    _on_a_terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", "60")
    assert ink_of(Request(())).width == 60
    monkeypatch.setenv("COLUMNS", "200")
    assert ink_of(Request(())).width == 80


def test_a_pipe_gets_no_colour() -> None:
    assert not ink_of(Request(())).colour


def test_remarks_are_harmless_and_left_out_in_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    remark("Warning: \x1b[31mred")
    remark("not this", quiet=True)
    assert capsys.readouterr().err == "Warning: \\x1b[31mred\n"
