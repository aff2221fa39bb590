"""view: captures on the screen, tunnels, ladders, messages and octets, with search and filter."""

from typing import TYPE_CHECKING

import click

from l2tpscope.cli.names import default_path
from l2tpscope.cli.options import Request, reads_captures
from l2tpscope.cli.output import ink_of
from l2tpscope.cli.reading import analysis_of
from l2tpscope.cli.report import write_report
from l2tpscope.cli.terminal import has_terminal, take_keys_from_the_terminal
from l2tpscope.errors import UnreadableCapture, UsageError
from l2tpscope.render.ink import Ink

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis
    from l2tpscope.conversation.model import Tunnel

INSTEAD = "view needs a terminal; `l2tpscope analyze`, `tunnels` and `ladder` write text to files and pipes"


@click.command("view")
@reads_captures
def command(request: Request) -> None:
    """Browse captures in the terminal: tunnels, findings, ladders, messages with their AVPs and octets."""
    from_stdin = "-" in request.captures
    if not has_terminal(keys=not from_stdin):
        raise UsageError(INSTEAD)
    analysis = analysis_of(request)
    if from_stdin and not take_keys_from_the_terminal():
        raise UsageError(INSTEAD)
    if browse(analysis, request):
        raise KeyboardInterrupt


def browse(analysis: "Analysis", request: Request) -> bool:
    """Show the screens until the user leaves them; True if by Ctrl+C."""
    from l2tpscope.capture.picked import picked  # noqa: PLC0415 - numpy
    from l2tpscope.cli.saving import save_tunnel  # noqa: PLC0415 - numpy
    from l2tpscope.screens.app import Scope  # noqa: PLC0415 - textual
    from l2tpscope.screens.look import Look  # noqa: PLC0415
    from l2tpscope.screens.viewed import Viewed, Writers  # noqa: PLC0415

    drawn = ink_of(request)

    def report(shown: "Analysis") -> str:
        return f"Report: {write_report(shown, default_path(request.captures, '.html'))}"

    def save(shown: "Analysis", tunnel: "Tunnel") -> str:
        if "-" in request.captures:
            raise UnreadableCapture("standard input cannot be read a second time; write the capture to a file first")
        paths = [facts.path for facts in shown.conversation.captures]
        return save_tunnel(shown, tunnel, lambda refs: picked(paths, refs))

    viewed = Viewed(Look(analysis), Ink(drawn.colour, drawn.unicode), Writers(report, save))
    return bool(Scope(viewed).run(mouse=True))
