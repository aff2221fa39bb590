"""view: captures on the screen, tunnels, ladders, messages and octets, with search and filter."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from l2tpscope.cli.names import default_path
from l2tpscope.cli.options import Request, reads_captures
from l2tpscope.cli.output import ink_of
from l2tpscope.cli.reading import analysis_of
from l2tpscope.cli.report import write_report
from l2tpscope.errors import UsageError
from l2tpscope.render.ink import Ink

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis

INSTEAD = "view needs a terminal; `l2tpscope analyze`, `tunnels` and `ladder` write text to files and pipes"
KEYBOARD = "/dev/tty"


@click.command("view")
@reads_captures
def command(request: Request) -> None:
    """Browse captures in the terminal: tunnels, findings, ladders, messages with their AVPs and octets."""
    from_stdin = "-" in request.captures
    if not has_terminal(keys=not from_stdin):
        raise UsageError(INSTEAD)
    analysis = analysis_of(request)
    if from_stdin:
        _take_keys_from_the_terminal()
    if browse(analysis, request):
        raise KeyboardInterrupt


def has_terminal(*, keys: bool) -> bool:
    """Whether there is a screen to draw on and, if standard input is to bring the keys, they can come from there."""
    streams = (sys.__stdout__, sys.__stderr__, *([sys.__stdin__] if keys else []))
    return all(stream is not None and stream.isatty() for stream in streams)


def _take_keys_from_the_terminal() -> None:
    """Standard input brought the capture; from now on it brings the keys."""
    try:
        terminal = os.open(KEYBOARD, os.O_RDONLY)
    except OSError as refused:
        raise UsageError(INSTEAD) from refused
    os.dup2(terminal, 0)
    os.close(terminal)


def browse(analysis: "Analysis", request: Request) -> bool:
    """Show the screens until the user leaves them; True if by Ctrl+C."""
    from l2tpscope.screens.app import Scope  # noqa: PLC0415 - textual
    from l2tpscope.screens.viewed import Viewed  # noqa: PLC0415

    drawn = ink_of(request)

    def write(shown: "Analysis") -> Path:
        return write_report(shown, default_path(request.captures, ".html"))

    return bool(Scope(Viewed(analysis, Ink(drawn.colour, drawn.unicode), write)).run(mouse=True))
