"""timeline: a picture of what happened when, in one tunnel or in all."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l2tpscope.cli.names import default_path, write_file
from l2tpscope.cli.options import Request, picks_tunnel, reads_captures
from l2tpscope.cli.output import remark, write_octets
from l2tpscope.cli.reading import analysis_of
from l2tpscope.cli.selecting import tunnel_named
from l2tpscope.errors import UsageError

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis

SUFFIXES = (".svg",)


@click.command("timeline")
@reads_captures
@picks_tunnel
@click.option("-o", "--output", metavar="FILE.svg", help="Default: reports/<name of the capture>.svg; - is stdout.")
def command(request: Request, tunnel: str | None, output: str | None) -> None:
    """Draw one tunnel over time, or all of them."""
    path = Path(output) if output else default_path(request.captures, ".svg")
    if output != "-" and path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path}: a timeline can be written as {', '.join(SUFFIXES)}")
    picture = _picture(analysis_of(request), tunnel).encode()
    if output == "-":
        write_octets([picture])
        return
    write_file(path, picture)
    remark(f"Timeline: {path}", quiet=request.quiet)


def _picture(analysis: "Analysis", tunnel: str | None) -> str:
    """Of the tunnel named; without a name of the only one, or of all."""
    from l2tpscope.render.timeline_svg import timeline_svg  # noqa: PLC0415
    from l2tpscope.views.timeline import overview, timeline  # noqa: PLC0415

    tunnels = analysis.conversation.tunnels
    if tunnel is not None:
        return timeline_svg(timeline(analysis, tunnel_named(analysis, tunnel)))
    return timeline_svg(timeline(analysis, tunnels[0]) if len(tunnels) == 1 else overview(analysis))
