"""report: everything about the captures in one HTML page."""

from pathlib import Path

import click

from l2tpscope.cli.names import default_path, write_file
from l2tpscope.cli.options import Request, reads_captures
from l2tpscope.cli.output import remark, write_octets
from l2tpscope.cli.reading import analysis_of


@click.command("report")
@reads_captures
@click.option("-o", "--output", metavar="FILE", help="Default: reports/<name of the capture>.html; - is stdout.")
def command(request: Request, output: str | None) -> None:
    """Write one self-contained HTML page: verdict, findings, tunnels, ladder, timeline."""
    from l2tpscope.render.report import report_html  # noqa: PLC0415 - jinja2
    from l2tpscope.views.report import report_page  # noqa: PLC0415

    page = report_html(report_page(analysis_of(request))).encode()
    if output == "-":
        write_octets([page])
        return
    path = Path(output) if output else default_path(request.captures, ".html")
    write_file(path, page)
    remark(f"Report: {path}", quiet=request.quiet)
