"""When there is a progress bar."""

import sys

import pytest

from l2tpscope.cli import progress
from l2tpscope.cli.options import Request
from l2tpscope.cli.progress import progress_of
from tests.cli.runs import CLEAN
from tests.cli.test_output import Terminal


@pytest.fixture
def errors(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal, and every capture long enough."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "WORTH_SHOWING_OCTETS", 0)
    monkeypatch.setenv("TERM", "xterm")
    return terminal


@pytest.mark.parametrize("captures", [(CLEAN,), ("-",), (CLEAN, "sample_captures/l2tpns-clean.pcap.zst")])
def test_a_terminal_shows_how_far_it_is(
    captures: tuple[str, ...], errors: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", errors)
    with progress_of(Request(captures)) as advance:
        assert advance is not None
        advance(1000)
    assert "Reading" in errors.getvalue()


def test_nobody_is_shown_a_bar_who_does_not_want_it(errors: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", errors)
    for request in (Request((CLEAN,), quiet=True), Request((CLEAN,), no_progress=True)):
        with progress_of(request) as advance:
            assert advance is None
    assert errors.getvalue() == ""


def test_a_log_file_is_not_filled_with_bars() -> None:
    with progress_of(Request(("-",))) as advance:
        assert advance is None
