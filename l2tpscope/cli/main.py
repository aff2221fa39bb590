"""The command `l2tpscope`: its subcommands, and how what goes wrong becomes a sentence and an exit status."""

import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from l2tpscope.cli import (
    analyze,
    explain,
    findings,
    frame,
    ladder,
    live,
    messages,
    report,
    sessions,
    timeline,
    tunnels,
    view,
)
from l2tpscope.cli.options import VERBOSE
from l2tpscope.cli.output import silence
from l2tpscope.cli.status import INTERRUPTED, UNABLE, status_of
from l2tpscope.errors import L2tpscopeError
from l2tpscope.render.escape import plain
from l2tpscope.version import __version__


class Failure(click.ClickException):
    """What could not be done: one sentence on standard error, exit status 2."""

    exit_code = UNABLE

    def format_message(self) -> str:
        """The sentence, with what a file name or the wire brought into it made harmless."""
        return plain(self.message)


class Commands(click.Group):
    """The group; each outcome of a command leaves it with the exit status of the contract."""

    def invoke(self, ctx: click.Context) -> NoReturn:
        """Run the command, then exit: 0 analyzed, 1 by --fail-on, 2 not done, 3 in part, 130 interrupted."""
        if sys.stdout is None:  # closed by the caller: what is written goes nowhere
            sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - until the process ends
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            silence()
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)
        except L2tpscopeError as error:
            raise Failure(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if VERBOSE in ctx.meta:
                traceback.print_exc()
            raise Failure(_unforeseen(error)) from error
        ctx.exit(status_of(ctx))


def _unforeseen(error: Exception) -> str:
    """What the system refused; else a fault of ours, with the place where it happened."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, OSError):
        silence()
        return f"output: {error.strerror or error}"
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.filename.rpartition('l2tpscope/')[2]}:{place.lineno}"
    return f"l2tpscope itself failed ({type(error).__name__}: {error}, at {where}). Please report this."


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="l2tpscope", message="%(prog)s %(version)s")
def main(**_: Any) -> None:  # noqa: ANN401 - click's own options
    """Say what went wrong in an L2TP capture, on what evidence, and what to do.

    A CAPTURE is pcap or pcapng, also compressed by gzip or zstd; - is standard input. Several together are
    one capture, by time.

    Exit status: 0 analyzed, 1 a finding at or above --fail-on, 2 could not do it, 3 some captures unreadable,
    130 interrupted.
    """


for command in (analyze, report, view, live, ladder, timeline, tunnels, sessions, messages, findings, frame, explain):
    main.add_command(command.command)


def run() -> NoReturn:
    """The program: the command, and then the process ends at once.

    Python would free every object of the analysis one by one first, which takes seconds after a large capture.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start threads for algebra, of which there is none
    try:
        main()
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    with suppress(OSError):  # the command has flushed already, and said what went wrong with that
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)
