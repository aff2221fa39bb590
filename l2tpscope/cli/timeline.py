"""timeline: a picture of what happened when, in one tunnel or in all."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l2tpscope.cli.names import default_path, write_file
from l2tpscope.cli.options import Request, picks_tunnel, reads_captures
from l2tpscope.cli.output import remark, write_octets
from l2tpscope.cli.reading import analysis_of
from l2tpscope.errors import UsageError
from l2tpscope.render.figure import FORMATS
from l2tpscope.views.selecting import tunnel_named

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis
    from l2tpscope.views.strips import Timeline


@click.command("timeline")
@reads_captures
@picks_tunnel
@click.option(
    "-o", "--output", metavar="FILE", help="FILE.svg, .png or .pdf; default: reports/<capture>.svg; - is stdout."
)
def command(request: Request, tunnel: str | None, output: str | None) -> None:
    """Draw one tunnel over time, or all of them, as SVG, PNG or PDF."""
    path = Path(output) if output else default_path(request.captures, ".svg")
    format_ = "svg" if output == "-" else path.suffix.lower().removeprefix(".")
    if format_ not in FORMATS:
        raise UsageError(f"{path}: a timeline can be written as .svg, .png or .pdf")
    from l2tpscope.render.timeline_figure import timeline_octets  # noqa: PLC0415 - matplotlib

    picture = timeline_octets(_timeline(analysis_of(request), tunnel), format_)
    if output == "-":
        write_octets([picture])
        return
    write_file(path, picture)
    remark(f"Timeline: {path}", quiet=request.quiet)


def _timeline(analysis: "Analysis", tunnel: str | None) -> "Timeline":
    """Of the tunnel named; without a name of the only one, or of all."""
    from l2tpscope.views.overview import overview  # noqa: PLC0415
    from l2tpscope.views.timeline import timeline  # noqa: PLC0415

    tunnels = analysis.conversation.tunnels
    if tunnel is not None:
        return timeline(analysis, tunnel_named(analysis, tunnel))
    return timeline(analysis, tunnels[0]) if len(tunnels) == 1 else overview(analysis)
