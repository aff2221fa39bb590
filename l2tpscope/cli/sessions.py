"""sessions: the table of sessions."""

import click

from l2tpscope.cli.options import Request, reads_captures
from l2tpscope.cli.tables import picks_format, write_table


@click.command("sessions")
@reads_captures
@picks_format
def command(request: Request, format_: str) -> None:
    """A row for each session: IDs, call, state, how it ended, data of both sides."""
    from l2tpscope.views.listing import sessions_table  # noqa: PLC0415

    write_table(request, sessions_table, format_)
