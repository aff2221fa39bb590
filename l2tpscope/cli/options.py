"""The options that commands share, and the Request that they add up to."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

SEVERITIES = ("fatal", "drop", "degraded", "posture", "info")
VERBOSE = "l2tpscope.verbose"
"""In the context's meta where -v was given."""
TABLE_FORMATS = ("table", "csv", "json", "jsonl")


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for, as far as all commands that read captures have it in common.

    captures      paths in the order given, "-" for standard input
    since, until  as typed: RFC 3339, seconds since 1970, or "+12.5" from the first frame
    count         stop after this many frames, None for all
    fail_on       the mildest severity that makes the exit status 1, None for never
    color         "auto", "always" or "never"
    secrets       path of a file of tunnel secrets and passwords
    """

    captures: tuple[str, ...]
    ports: tuple[int, ...] = ()
    since: str | None = None
    until: str | None = None
    count: int | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    quiet: bool = False
    verbose: bool = False
    no_progress: bool = False
    color: str = "auto"
    secrets: str | None = None


_READING = (
    click.argument("captures", nargs=-1, metavar="CAPTURE..."),
    click.option("-r", "more", multiple=True, metavar="FILE", help="A capture, the same as the argument; - is stdin."),
    click.option("--port", "ports", type=click.IntRange(1, 65535), multiple=True, help="Another UDP port of L2TP."),
    click.option("--since", metavar="TIME", help="Leave out earlier frames: RFC 3339, epoch, or +SECONDS."),
    click.option("--until", metavar="TIME", help="Leave out later frames."),
    click.option("-c", "count", type=click.IntRange(1), metavar="N", help="Stop after N frames."),
    click.option("--secrets", metavar="FILE", help="Tunnel secrets and PPP passwords to check with (TOML)."),
    click.option("--select", multiple=True, metavar="RULE", help="Only this rule; may be repeated."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Not this rule; may be repeated."),
    click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit with 1 on a finding this grave."),
    click.option("-q", "--quiet", is_flag=True, help="No warnings on standard error."),
    click.option("-v", "--verbose", is_flag=True, help="Say more on standard error."),
    click.option("--no-progress", is_flag=True, help="No progress bar."),
    click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Default: auto."),
)


def reads_captures(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the captures argument and all common options; it is called with them as one Request."""

    @functools.wraps(command)
    def with_request(
        captures: tuple[str, ...],
        more: tuple[str, ...],
        **options: Any,  # noqa: ANN401 - click hands on options of many types
    ) -> None:
        named = {name: options.pop(name) for name in Request.__slots__ if name != "captures"}
        given = (*captures, *more)
        if not given:
            raise click.UsageError("Name a capture, or - for standard input.")
        if named["verbose"]:
            click.get_current_context().meta[VERBOSE] = True
        command(Request(given, **named), **options)

    return decorated(with_request, _READING)


def picks_tunnel(command: Callable[..., None]) -> Callable[..., None]:
    """Add -t TUNNEL."""
    help_ = "ADDRESS:ID (either side), IPv6 in brackets, or the number in the tables."
    return click.option("-t", "--tunnel", "tunnel", metavar="TUNNEL", help=help_)(command)


def decorated(command: Callable[..., None], decorators: tuple[Callable[..., Any], ...]) -> Callable[..., None]:
    """The command with these arguments and options, in this order in its help."""
    for decorate in reversed(decorators):
        command = decorate(command)
    return command
