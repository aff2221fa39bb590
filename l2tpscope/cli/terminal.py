"""The terminal that screens need: one to draw on, and keys from it even where standard input brings the capture."""

import os
import sys

KEYBOARD = "/dev/tty"


def has_terminal(*, keys: bool) -> bool:
    """Whether there is a screen to draw on and, if standard input is to bring the keys, they can come from there."""
    streams = (sys.__stdout__, sys.__stderr__, *([sys.__stdin__] if keys else []))
    return all(stream is not None and stream.isatty() for stream in streams)


def take_keys_from_the_terminal() -> bool:
    """Let standard input, which brings (or brought) the capture, bring the keys from now on; False where it cannot."""
    try:
        terminal = os.open(KEYBOARD, os.O_RDONLY)
    except OSError:
        return False
    os.dup2(terminal, 0)
    os.close(terminal)
    return True
