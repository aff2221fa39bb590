"""What the commands that print a table have in common."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from l2tpscope.cli.options import TABLE_FORMATS, Request
from l2tpscope.cli.output import ink_of, write_octets, write_text
from l2tpscope.cli.reading import analysis_of

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis
    from l2tpscope.views.table import Table


def picks_format(command: Callable[..., None]) -> Callable[..., None]:
    """Add --format."""
    choice = click.Choice(TABLE_FORMATS)
    return click.option("--format", "format_", type=choice, default="table", help="Default: table.")(command)


def write_table(request: Request, tabulated: "Callable[[Analysis], Table]", format_: str) -> None:
    """Print a table of the captures; what is for programs is UTF-8 whatever the terminal."""
    from l2tpscope.render.tables import table_text  # noqa: PLC0415

    pieces = table_text(tabulated(analysis_of(request)), format_, ink_of(request))
    if format_ == "table":
        for piece in pieces:
            write_text(piece)
    else:
        write_octets(piece.encode() for piece in pieces)
