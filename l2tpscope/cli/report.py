"""report: everything about the captures in one HTML page."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l2tpscope.cli.names import default_path, write_file
from l2tpscope.cli.options import Request, reads_captures
from l2tpscope.cli.output import remark, write_octets
from l2tpscope.cli.reading import analysis_of

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis


@click.command("report")
@reads_captures
@click.option("-o", "--output", metavar="FILE", help="Default: reports/<name of the capture>.html; - is stdout.")
def command(request: Request, output: str | None) -> None:
    """Write one self-contained HTML page: verdict, findings, tunnels, ladder, timeline."""
    analysis = analysis_of(request)
    if output == "-":
        write_octets([_page(analysis)])
        return
    path = write_report(analysis, Path(output) if output else default_path(request.captures, ".html"))
    remark(f"Report: {path}", quiet=request.quiet)


def write_report(analysis: "Analysis", path: Path) -> Path:
    """Write the page of an analysis; returns the path."""
    write_file(path, _page(analysis))
    return path


def _page(analysis: "Analysis") -> bytes:
    from l2tpscope.render.report import report_html  # noqa: PLC0415 - jinja2
    from l2tpscope.views.report import report_page  # noqa: PLC0415

    return report_html(report_page(analysis)).encode()
