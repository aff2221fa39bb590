"""analyze: the verdict in the terminal, or the whole analysis as JSON."""

import click

from l2tpscope.cli.options import Request, reads_captures
from l2tpscope.cli.output import ink_of, write_octets, write_text
from l2tpscope.cli.reading import analysis_of


@click.command("analyze")
@reads_captures
@click.option("--json", "as_json", is_flag=True, help="The analysis as one JSON object (docs/json.md).")
@click.option("--no-messages", is_flag=True, help="With --json: leave the messages of the tunnels out.")
def command(request: Request, *, as_json: bool, no_messages: bool) -> None:
    """Say what failed, how many, why, on which frames, and what to do."""
    analysis = analysis_of(request)
    if as_json:
        from l2tpscope.render.as_json import json_chunks  # noqa: PLC0415 - msgspec

        write_octets(json_chunks(analysis, messages=not no_messages))
        return
    from l2tpscope.render.text import verdict_text  # noqa: PLC0415
    from l2tpscope.views.summary import summary  # noqa: PLC0415

    write_text(verdict_text(summary(analysis), ink_of(request)))
