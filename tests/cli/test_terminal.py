"""The terminal that screens need."""

import os
import pty
import sys

import pytest

from l2tpscope.cli import terminal
from l2tpscope.cli.terminal import has_terminal, take_keys_from_the_terminal


def test_pipes_are_no_terminal() -> None:
    read, write = os.pipe()
    with os.fdopen(read) as out, os.fdopen(write, "w") as into, pytest.MonkeyPatch.context() as patched:
        for name, stream in (("__stdin__", out), ("__stdout__", into), ("__stderr__", into)):
            patched.setattr(sys, name, stream)
        assert not has_terminal(keys=True)
        assert not has_terminal(keys=False)


def test_without_keys_standard_input_may_be_anything() -> None:
    ours, theirs = pty.openpty()
    read, write = os.pipe()
    with os.fdopen(theirs, "w") as screen, os.fdopen(read) as capture, pytest.MonkeyPatch.context() as patched:
        for name, stream in (("__stdin__", capture), ("__stdout__", screen), ("__stderr__", screen)):
            patched.setattr(sys, name, stream)
        assert has_terminal(keys=False)
        assert not has_terminal(keys=True)
        patched.setattr(sys, "__stdin__", None)
        assert not has_terminal(keys=True)
    os.close(ours)
    os.close(write)


def test_where_there_is_no_keyboard_it_says_no_and_leaves_standard_input_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.fstat(0)
    monkeypatch.setattr(terminal, "KEYBOARD", "/nosuch/tty")
    assert not take_keys_from_the_terminal()
    assert os.fstat(0) == before
