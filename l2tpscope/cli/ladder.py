"""ladder: the messages of a tunnel as arrows between its two sides."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from l2tpscope.cli.names import write_file
from l2tpscope.cli.options import Request, picks_tunnel, reads_captures
from l2tpscope.cli.output import ink_of, remark, write_octets
from l2tpscope.cli.reading import analysis_of
from l2tpscope.errors import UsageError
from l2tpscope.render.ink import Ink
from l2tpscope.views.selecting import session_named, tunnel_named

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis
    from l2tpscope.conversation.model import Session, Tunnel
    from l2tpscope.views.ladder import Ladder

NAMED = 5
"""Tunnels that the remark on the choice names."""
FORMATS = ("text", "svg", "png", "mermaid", "html")
SUFFIXES = {".svg": "svg", ".png": "png", ".html": "html", ".htm": "html", ".mmd": "mermaid", ".mermaid": "mermaid"}
FOR_FILES = ("svg", "png", "html")
"""Nothing to read in a terminal."""
MOST = {"svg": 1, "png": 1, "mermaid": 1, "html": 20}
"""A picture holds one ladder, a page not too many."""
ROWS = {"mermaid": 250}
"""Fewer than elsewhere: Mermaid draws no text of more than 50,000 letters."""


@click.command("ladder")
@reads_captures
@picks_tunnel
@click.option("-s", "--session", metavar="SESSION", help='One session alone: "1.2", or with -t "2".')
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Default: by the suffix of FILE, else text.")
@click.option("-o", "--output", metavar="FILE", help="Default: standard output; - is that as well.")
@click.option("--all", "everything", is_flag=True, help="Every row, however many.")
def command(  # noqa: PLR0913 - one argument for each option
    request: Request,
    tunnel: str | None,
    session: str | None,
    format_: str | None,
    output: str | None,
    *,
    everything: bool,
) -> None:
    """Draw the message ladder; without -t that of the failing tunnels, else of the first."""
    path = None if output in (None, "-") else Path(output)
    format_ = format_ or (SUFFIXES.get(path.suffix.lower(), "text") if path else "text")
    if path is None and format_ in FOR_FILES and is_terminal():
        raise UsageError(f"{format_} is nothing for a terminal: name a file with -o, or use a pipe")
    from l2tpscope.views.ladder import LIMIT, findings_by_tunnel, ladder  # noqa: PLC0415 - what it needs

    analysis = analysis_of(request)
    findings, limit = findings_by_tunnel(analysis), None if everything else ROWS.get(format_, LIMIT)
    picked = _picked(analysis, tunnel, session, request, MOST.get(format_))
    ladders = (ladder(analysis, one, part, limit, findings) for one, part in picked)
    chunks = _drawn(ladders, format_, ink_of(request) if path is None else Ink(), request)
    if path is None:
        write_octets(chunks)
    elif picked:
        write_file(path, b"".join(chunks))
        remark(f"Ladder: {path}", quiet=request.quiet)


def is_terminal() -> bool:
    """Whether somebody looks at standard output."""
    return sys.stdout.isatty()


def _drawn(ladders: "Iterator[Ladder]", format_: str, ink: Ink, request: Request) -> Iterator[bytes]:
    """Ladders in one of the forms, piece by piece; what is not asked for is not imported."""
    if format_ == "text":
        from l2tpscope.render.ladder_text import ladder_text  # noqa: PLC0415

        for number, one in enumerate(ladders):
            yield (("\n" if number else "") + ladder_text(one, ink, " ".join(request.captures))).encode()
        return
    if format_ == "html":
        from l2tpscope.render.ladder_html import ladder_page  # noqa: PLC0415 - jinja2

        if drawn := list(ladders):
            yield ladder_page(drawn).encode()
        return
    for one in ladders:
        yield _picture(one, format_)


def _picture(ladder: "Ladder", format_: str) -> bytes:
    if format_ == "png":
        from l2tpscope.render.ladder_png import ladder_png  # noqa: PLC0415

        return ladder_png(ladder)
    if format_ == "svg":
        from l2tpscope.render.ladder_svg import ladder_svg  # noqa: PLC0415

        return ladder_svg(ladder).encode()
    from l2tpscope.render.ladder_mermaid import ladder_mermaid  # noqa: PLC0415

    return ladder_mermaid(ladder).encode()


def _picked(
    analysis: "Analysis", tunnel: str | None, session: str | None, request: Request, most: int | None
) -> "list[tuple[Tunnel, Session | None]]":
    chosen = tunnel_named(analysis, tunnel) if tunnel else None
    if session:
        part = session_named(analysis, session, chosen)
        return [(part.tunnel, part)]
    return [(chosen, None)] if chosen else [(each, None) for each in _by_default(analysis, request, most)]


def _by_default(analysis: "Analysis", request: Request, most: int | None) -> "list[Tunnel]":
    """The failing tunnels, else the first; no more than `most`; said aloud on standard error."""
    from l2tpscope.views.ladder import chosen  # noqa: PLC0415

    tunnels = chosen(analysis)
    total = len(analysis.conversation.tunnels)
    if not tunnels:
        remark("No tunnel in this capture; `l2tpscope analyze` says what it holds.", quiet=request.quiet)
    elif total > 1:
        failing = any(each.failed for each in analysis.conversation.attempts)
        shown = tunnels[:most]
        names = ", ".join(f"{tunnel.index} ({tunnel.name})" for tunnel in shown[:NAMED])
        names += f" and {len(shown) - NAMED:,} more" if len(shown) > NAMED else ""
        why = ("the failing ones" if len(shown) == len(tunnels) else "the first failing") if failing else "the first"
        remark(f"Tunnel {names}: {why} of {total:,}. Choose with -t.", quiet=request.quiet)
    return tunnels[:most]
