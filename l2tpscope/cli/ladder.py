"""ladder: the messages of a tunnel as arrows between its two sides."""

from typing import TYPE_CHECKING

import click

from l2tpscope.cli.options import Request, picks_tunnel, reads_captures
from l2tpscope.cli.output import ink_of, remark, write_text
from l2tpscope.cli.reading import analysis_of
from l2tpscope.views.selecting import session_named, tunnel_named

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis
    from l2tpscope.conversation.model import Session, Tunnel

NAMED = 5
"""Tunnels that the remark on the choice names."""


@click.command("ladder")
@reads_captures
@picks_tunnel
@click.option("-s", "--session", metavar="SESSION", help='One session alone: "1.2", or with -t "2".')
@click.option("--format", "format_", type=click.Choice(("text",)), default="text", help="Default: text.")
@click.option("--all", "everything", is_flag=True, help="Every row, however many.")
def command(request: Request, tunnel: str | None, session: str | None, format_: str, *, everything: bool) -> None:  # noqa: ARG001 - text is the only format so far
    """Draw the message ladder; without -t that of the failing tunnels, else of the first."""
    from l2tpscope.render.ladder_text import ladder_text  # noqa: PLC0415
    from l2tpscope.views.ladder import LIMIT, findings_by_tunnel, ladder  # noqa: PLC0415

    analysis = analysis_of(request)
    findings = findings_by_tunnel(analysis)
    ink = ink_of(request)
    limit = None if everything else LIMIT
    for number, (picked, part) in enumerate(_picked(analysis, tunnel, session, request)):
        drawn = ladder(analysis, picked, part, limit, findings)
        write_text(("\n" if number else "") + ladder_text(drawn, ink, " ".join(request.captures)))


def _picked(
    analysis: "Analysis", tunnel: str | None, session: str | None, request: Request
) -> "list[tuple[Tunnel, Session | None]]":
    chosen = tunnel_named(analysis, tunnel) if tunnel else None
    if session:
        part = session_named(analysis, session, chosen)
        return [(part.tunnel, part)]
    return [(chosen, None)] if chosen else [(each, None) for each in _by_default(analysis, request)]


def _by_default(analysis: "Analysis", request: Request) -> "list[Tunnel]":
    """The failing tunnels, else the first; said aloud on standard error."""
    from l2tpscope.views.ladder import chosen  # noqa: PLC0415

    tunnels = chosen(analysis)
    total = len(analysis.conversation.tunnels)
    if not tunnels:
        remark("No tunnel in this capture; `l2tpscope analyze` says what it holds.", quiet=request.quiet)
    elif total > 1:
        names = ", ".join(f"{tunnel.index} ({tunnel.name})" for tunnel in tunnels[:NAMED])
        names += f" and {len(tunnels) - NAMED:,} more" if len(tunnels) > NAMED else ""
        why = "the failing ones" if any(each.failed for each in analysis.conversation.attempts) else "the first"
        remark(f"Tunnel {names}: {why} of {total:,}. Choose with -t.", quiet=request.quiet)
    return tunnels
