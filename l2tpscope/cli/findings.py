"""findings: the table of findings."""

import click

from l2tpscope.cli.options import Request, reads_captures
from l2tpscope.cli.tables import picks_format, write_table


@click.command("findings")
@reads_captures
@picks_format
def command(request: Request, format_: str) -> None:
    """A row for each finding: rule, severity, confidence, tunnel, evidence."""
    from l2tpscope.views.listing import findings_table  # noqa: PLC0415

    write_table(request, findings_table, format_)
