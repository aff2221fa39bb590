"""live: what can be asked for, and what contradicts itself."""

import pytest

from tests.cli.runs import run


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "name either an interface"),
        (["-i", "lo", "-"], "name either an interface"),
        (["-", "-f", "udp"], "filters what an interface captures"),
        (["-", "--plain", "--jsonl"], "either as text"),
        (["-", "-b", "filesize:1"], "name FILE too"),
        (["-", "-w", "/nosuch/x", "-b", "filesize:1"], "files cannot be made there"),
        (["-", "-w", "x", "-b", "files:1"], "needs -b filesize"),
        (["-", "--select", "nosuch"], "no rule is named"),
        (["/nosuch/fifo"], "no such file"),
    ],
)
def test_what_cannot_be_is_refused(arguments: list[str], why: str) -> None:
    ended = run("live", *arguments)
    assert ended.exit_code == 2
    assert why in ended.stderr


def test_the_interfaces_are_listed() -> None:
    ended = run("live", "-D")
    assert ended.exit_code == 0
    assert {"lo", "any"} <= {line.split()[0] for line in ended.stdout.splitlines()}
