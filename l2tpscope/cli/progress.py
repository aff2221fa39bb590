"""A progress bar on standard error, where that is a terminal and somebody waits."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from l2tpscope.cli.options import Request

Advance = Callable[[int], None]
WORTH_SHOWING_OCTETS = 20_000_000
"""Smaller captures are done before a bar could be read."""


@contextmanager
def progress_of(request: Request) -> Iterator[Advance | None]:
    """What `read` shall call with the octets that it has scanned; None where nothing is to be shown."""
    total = _octets(request.captures)
    wanted = not (request.quiet or request.no_progress) and sys.stderr.isatty()
    if not wanted or (total is not None and total < WORTH_SHOWING_OCTETS):
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - 40 ms that only a progress bar needs
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn  # noqa: PLC0415

    columns = (TextColumn("Reading"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=total)
        yield lambda octets: bar.advance(task, octets)


def _octets(captures: tuple[str, ...]) -> int | None:
    """How many octets there are to scan; None where a pipe or compression hides it."""
    paths = [Path(capture) for capture in captures]
    if "-" in captures or any(path.suffix in {".gz", ".zst"} or not path.is_file() for path in paths):
        return None
    return sum(path.stat().st_size for path in paths)
