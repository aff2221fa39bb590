"""Data to standard output, remarks to standard error, drawn with what the terminal can show."""

import os
import shutil
import sys
from collections.abc import Iterable

import click

from l2tpscope.cli.options import Request
from l2tpscope.render.escape import plain
from l2tpscope.render.ink import WIDTH, Ink

NARROWEST = 40


def ink_of(request: Request) -> Ink:
    """How to draw on standard output: --color goes before NO_COLOR, which goes before what the terminal can do."""
    wanted = {"always": True, "never": False}.get(request.color)
    able = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    columns = shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
    width = max(NARROWEST, min(WIDTH, columns))
    return Ink(colour=able if wanted is None else wanted, unicode=encoding.startswith("utf"), width=width)


def write_text(text: str) -> None:
    """Text to standard output, as it is."""
    click.echo(text, nl=False, color=True)


def write_octets(chunks: Iterable[bytes]) -> None:
    """Octets to standard output, whatever its encoding."""
    sys.stdout.flush()
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def write_lines(lines: Iterable[bytes]) -> None:
    """Octets to standard output that are read while more are made; once nobody reads them they go nowhere."""
    try:
        write_octets(lines)
    except BrokenPipeError:
        silence()


def silence() -> None:
    """Let what is still buffered, and what is written from now on, go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def remark(text: str, *, quiet: bool = False) -> None:
    """A line to standard error, made harmless; none where the user wants quiet."""
    if not quiet:
        click.echo(plain(text), err=True)
