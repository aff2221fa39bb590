"""The options that commands share."""

import shlex

import click
from click.testing import CliRunner

from l2tpscope.cli.options import Request, picks_tunnel, reads_captures


def _request(*arguments: str) -> tuple[Request, str | None]:
    seen: list[tuple[Request, str | None]] = []

    @click.command()
    @reads_captures
    @picks_tunnel
    def command(request: Request, tunnel: str | None) -> None:
        seen.append((request, tunnel))

    ended = CliRunner().invoke(command, list(arguments))
    assert ended.exit_code == 0, ended.output
    return seen[0]


def test_all_options_add_up_to_a_request() -> None:
    line = "a.pcap -r b.pcap --port 1702 --port 17010 --since +1 --until +2 -c 7 --select x --ignore y"
    request, tunnel = _request(
        *shlex.split(line), *shlex.split("--fail-on drop -q -v --no-progress --color never -t 1")
    )
    assert request == Request(
        captures=("a.pcap", "b.pcap"),
        ports=(1702, 17010),
        since="+1",
        until="+2",
        count=7,
        select=("x",),
        ignore=("y",),
        fail_on="drop",
        quiet=True,
        verbose=True,
        no_progress=True,
        color="never",
    )
    assert tunnel == "1"


def test_what_is_not_said_is_as_little_as_possible() -> None:
    request, tunnel = _request("-")
    assert request == Request(("-",))
    assert tunnel is None
