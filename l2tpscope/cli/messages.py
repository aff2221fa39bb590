"""messages: the table of messages."""

import click

from l2tpscope.cli.options import Request, reads_captures
from l2tpscope.cli.tables import picks_format, write_table


@click.command("messages")
@reads_captures
@picks_format
def command(request: Request, format_: str) -> None:
    """A row for each control message that the captures hold, repeated ones included."""
    from l2tpscope.views.listing import messages_table  # noqa: PLC0415

    write_table(request, messages_table, format_)
