"""tunnels: the table of tunnels."""

import click

from l2tpscope.cli.options import Request, reads_captures
from l2tpscope.cli.tables import picks_format, write_table


@click.command("tunnels")
@reads_captures
@picks_format
def command(request: Request, format_: str) -> None:
    """A row for each tunnel: who, which IDs, its state, how it ended."""
    from l2tpscope.views.listing import tunnels_table  # noqa: PLC0415

    write_table(request, tunnels_table, format_)
